package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values in both directions; the rules beyond those of pulls. */
class CoroutineTest {
    private final List<String> log = new ArrayList<>();

    private Coroutine<String, String> echo(Kind kind) {
        return kind.coroutine((first, self) -> {
            log.add("first " + first);
            try {
                String in = self.yield("one");
                log.add("then " + in);
                in = self.yield("two");
                log.add("last " + in);
                return "three";
            } finally {
                log.add("finally");
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void valuesTravelInBothDirections(Kind kind) {
        Coroutine<String, String> coroutine = echo(kind);
        assertThat(log).isEmpty();
        assertThat(coroutine.resume("a")).isTrue();
        assertThat(coroutine.value()).isEqualTo("one");
        assertThat(coroutine.resume(null)).isTrue();
        assertThat(coroutine.value()).isEqualTo("two");
        assertThat(coroutine.resume("c")).isTrue(); // The body returns: its result counts as a value.
        assertThat(coroutine.value()).isEqualTo("three");
        assertThat(coroutine.resume("d")).isFalse();
        assertThatThrownBy(coroutine::value).isInstanceOf(NoSuchElementException.class);
        assertThat(log).containsExactly("first a", "then null", "last c", "finally");
    }

    @ParameterizedTest
    @EnumSource
    void cancelUnwindsTheBody(Kind kind) {
        Coroutine<String, String> coroutine = echo(kind);
        coroutine.resume("a");
        coroutine.cancel();
        assertThat(log).containsExactly("first a", "finally");
        assertThat(coroutine.resume("b")).isFalse();
        assertThatThrownBy(coroutine::value).isInstanceOf(NoSuchElementException.class);
        coroutine.close();
        assertThat(log).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void cancelBeforeTheFirstResumeNeverRunsTheBody(Kind kind) {
        Coroutine<String, String> coroutine = echo(kind);
        coroutine.cancel();
        assertThat(coroutine.resume("a")).isFalse();
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aResultAfterCancelIsNoValue(Kind kind) {
        Coroutine<String, String> coroutine = kind.coroutine((first, self) -> {
            try {
                return self.yield("one");
            } catch (CoroutineCancelledException e) {
                return "too late";
            }
        });
        coroutine.resume("a");
        coroutine.cancel();
        assertThatThrownBy(coroutine::value).isInstanceOf(NoSuchElementException.class);
        assertThat(coroutine.resume("b")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void yieldingAfterCancelComesOutOfCancel(Kind kind) {
        Coroutine<String, String> coroutine = kind.coroutine((first, self) -> {
            try {
                return self.yield("one");
            } finally {
                self.yield("two");
            }
        });
        coroutine.resume("a");
        assertThatThrownBy(coroutine::cancel)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without yielding again");
        assertThat(coroutine.resume("b")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anExceptionComesOutOnce(Kind kind) {
        ArithmeticException failure = new ArithmeticException();
        Coroutine<String, String> coroutine = kind.coroutine((first, self) -> {
            self.yield("one");
            throw failure;
        });
        coroutine.resume("a");
        assertThat(catchThrowable(() -> coroutine.resume("b"))).isSameAs(failure);
        assertThat(coroutine.resume("c")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void anotherCoroutinesCancellationIsNotSwallowed(Kind kind) {
        CoroutineCancelledException foreign = new CoroutineCancelledException();
        Coroutine<String, String> coroutine = kind.coroutine((first, self) -> {
            throw foreign;
        });
        assertThat(catchThrowable(() -> coroutine.resume("a"))).isSameAs(foreign);
    }

    @Test
    void cancellingTheOuterUnwindsThroughAnInnerBodyThatYieldedToIt() {
        Coroutine<String, String> outer = Coroutine.of((first, self) -> {
            Coroutine<String, String> inner = Coroutine.of((x, innerSelf) -> {
                try {
                    return self.yield("from inner");
                } finally {
                    log.add("inner finally");
                }
            });
            try {
                inner.resume("x");
                return "not reached";
            } finally {
                log.add("outer finally");
            }
        });
        outer.resume("a");
        assertThat(outer.value()).isEqualTo("from inner");
        outer.cancel();
        assertThat(log).containsExactly("inner finally", "outer finally");
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedResumeDoesNotDisturbWhatIsPassedIn(Kind kind) {
        AtomicReference<Coroutine<String, String>> self = new AtomicReference<>();
        AtomicReference<Coroutine.Suspender<String, String>> kept = new AtomicReference<>();
        Coroutine<String, String> coroutine = kind.coroutine((first, suspender) -> {
            kept.set(suspender);
            Throwable reEntry = catchThrowable(() -> self.get().resume("stolen"));
            assertThat(reEntry).isInstanceOf(IllegalStateException.class).hasMessageContaining("re-entry");
            return first + suspender.yield("one");
        });
        self.set(coroutine);
        coroutine.resume("a");
        assertThatThrownBy(() -> kept.get().yield("foreign")).isInstanceOf(IllegalStateException.class);
        assertThat(coroutine.value()).isEqualTo("one");
        coroutine.resume("b");
        assertThat(coroutine.value()).isEqualTo("ab");
    }

    @Test
    void confinementNamesBothThreads() {
        Coroutine<String, String> coroutine = echo(Kind.CONFINED);
        coroutine.resume("a");
        assertThatThrownBy(() -> Threads.PLATFORM.run(() -> coroutine.resume("b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Thread.currentThread().toString())
                .hasMessageContaining("test-platform")
                .hasMessageContaining("detached");
        coroutine.resume("b");
        assertThat(coroutine.value()).isEqualTo("two");
        coroutine.close();
    }
}
