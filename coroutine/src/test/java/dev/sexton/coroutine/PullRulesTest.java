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

/** The rules that hold in one thread, for both kinds of pulls. The build runs this on both backends. */
class PullRulesTest {
    private final List<String> log = new ArrayList<>();

    private final Seq<Integer> oneTwoThree = out -> {
        log.add("begin");
        try {
            for (int i = 1; i <= 3; i++) {
                if (!out.yield(i)) {
                    log.add("stopped");
                    return;
                }
            }
        } finally {
            log.add("finally");
        }
    };

    @ParameterizedTest
    @EnumSource
    void creatingRunsNothing(Kind kind) {
        try (Pull<Integer> pull = kind.pull(oneTwoThree)) {
            assertThat(log).isEmpty();
            pull.advance();
            assertThat(log).containsExactly("begin"); // The same check, after it has run.
        }
    }

    @ParameterizedTest
    @EnumSource
    void valuesComeInOrderAndTheEndStays(Kind kind) {
        Pull<Integer> pull = kind.pull(oneTwoThree);
        assertThat(drain(pull)).containsExactly(1, 2, 3);
        assertThat(pull.advance()).isFalse();
        assertThat(pull.advance()).isFalse();
        assertThat(log).containsExactly("begin", "finally");
    }

    @ParameterizedTest
    @EnumSource
    void theSequenceRunsOnlyWhileItIsAdvanced(Kind kind) {
        Pull<Integer> pull = kind.pull(out -> {
            log.add("before 1");
            out.yield(1);
            log.add("between");
            out.yield(2);
            log.add("after 2");
        });
        pull.advance();
        log.add("got " + pull.value());
        pull.advance();
        log.add("got " + pull.value());
        pull.advance();
        assertThat(log).containsExactly("before 1", "got 1", "between", "got 2", "after 2");
    }

    @ParameterizedTest
    @EnumSource
    void closingBeforeTheFirstAdvanceNeverRunsTheBody(Kind kind) {
        Pull<Integer> pull = kind.pull(oneTwoThree);
        pull.close();
        assertThat(pull.advance()).isFalse();
        pull.close();
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void closingStopsTheBodyAndRunsItsFinallyBlocks(Kind kind) {
        Pull<Integer> pull = kind.pull(oneTwoThree);
        pull.advance();
        pull.close();
        assertThat(log).containsExactly("begin", "stopped", "finally");
        assertThat(pull.advance()).isFalse();
        pull.close();
        assertThat(log).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void anExceptionComesOutOfAdvanceOnce(Kind kind) {
        IllegalArgumentException failure = new IllegalArgumentException("from the body");
        Pull<Integer> pull = kind.pull(out -> {
            out.yield(1);
            throw failure;
        });
        assertThat(pull.advance()).isTrue();
        assertThat(catchThrowable(pull::advance)).isSameAs(failure);
        assertThat(pull.advance()).isFalse();
        pull.close();
        assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @EnumSource
    void anExceptionComesOutOfCloseOnce(Kind kind) {
        AssertionError failure = new AssertionError("from the body");
        Pull<Integer> pull = kind.pull(out -> {
            if (!out.yield(1)) {
                throw failure;
            }
        });
        pull.advance();
        assertThat(catchThrowable(pull::close)).isSameAs(failure);
        pull.close();
        assertThat(pull.advance()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aStackOverflowInTheBodyIsAnExceptionLikeAnyOther(Kind kind) {
        Pull<Integer> pull = kind.pull(out -> overflow(out, 0));
        assertThat(pull.advance()).isTrue();
        assertThat(catchThrowable(pull::advance)).isInstanceOf(StackOverflowError.class);
        assertThat(pull.advance()).isFalse();
    }

    private static int overflow(Yield<? super Integer> out, int depth) {
        if (depth == 0) {
            out.yield(0);
        }
        return depth < 0 ? 0 : overflow(out, depth + 1) + 1;
    }

    @ParameterizedTest
    @EnumSource
    void yieldingAgainAfterFalseIsAnExceptionThatCloseHandsOn(Kind kind) {
        Pull<Integer> pull = kind.pull(out -> {
            out.yield(1);
            out.yield(2);
        });
        pull.advance();
        assertThatThrownBy(pull::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("without yielding again");
        assertThat(pull.advance()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatSurvivesYieldingAgainEndsTheClose(Kind kind) {
        Pull<Integer> pull = kind.pull(out -> {
            while (out.yield(1)) {}
            for (int i = 0; i < 3; i++) {
                log.add(catchThrowable(() -> out.yield(2)).getClass().getSimpleName());
            }
        });
        pull.advance();
        pull.close();
        assertThat(log).containsOnly("IllegalStateException").hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void advancingInsideTheOwnBodyIsReEntryAndHarmless(Kind kind) {
        AtomicReference<Pull<Integer>> self = new AtomicReference<>();
        List<Throwable> thrown = new ArrayList<>();
        Pull<Integer> pull = kind.pull(out -> {
            thrown.add(catchThrowable(() -> self.get().advance()));
            out.yield(1);
            thrown.add(catchThrowable(() -> self.get().close()));
            out.yield(2);
        });
        self.set(pull);
        assertThat(drain(pull)).containsExactly(1, 2);
        assertThat(thrown)
                .hasSize(2)
                .allSatisfy(t ->
                        assertThat(t).isInstanceOf(IllegalStateException.class).hasMessageContaining("re-entry"));
    }

    @ParameterizedTest
    @EnumSource
    void aYieldKeptByTheConsumerIsForeignAndHarmless(Kind kind) {
        AtomicReference<Yield<? super Integer>> kept = new AtomicReference<>();
        Pull<Integer> pull = kind.pull(out -> {
            kept.set(out);
            out.yield(1);
            out.yield(2);
        });
        pull.advance();
        assertThatThrownBy(() -> kept.get().yield(7))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside the body");
        assertThat(pull.value()).isEqualTo(1);
        assertThat(drain(pull)).containsExactly(2);
    }

    @ParameterizedTest
    @EnumSource
    void aYieldOfABodyThatHasEndedSaysSo(Kind kind) {
        AtomicReference<Yield<? super Integer>> kept = new AtomicReference<>();
        Pull<Integer> pull = kind.pull(out -> kept.set(out));
        pull.advance();
        assertThatThrownBy(() -> kept.get().yield(7))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("after the body has ended");
    }

    @ParameterizedTest
    @EnumSource
    void aYieldInAnotherThreadIsForeignAndHarmless(Kind kind) {
        List<Throwable> thrown = new ArrayList<>();
        Pull<Integer> pull = kind.pull(out -> {
            for (Threads threads : Threads.values()) {
                thrown.add(catchThrowable(() -> threads.run(() -> out.yield(7))));
            }
            out.yield(1);
        });
        assertThat(drain(pull)).containsExactly(1);
        assertThat(thrown)
                .hasSize(2)
                .allSatisfy(t -> assertThat(t)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("outside the body"));
    }

    @ParameterizedTest
    @EnumSource
    void nullsAreValues(Kind kind) {
        Pull<String> pull = kind.pull(out -> {
            out.yield(null);
            out.yield("x");
            out.yield(null);
        });
        assertThat(pull.advance()).isTrue();
        assertThat(pull.value()).isNull();
        assertThat(pull.next()).isEqualTo("x");
        assertThat(pull.next()).isNull();
        assertThat(pull.hasNext()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void thereIsNoValueBeforeTheFirstAdvanceNorAtTheEnd(Kind kind) {
        Pull<Integer> pull = kind.pull(oneTwoThree);
        assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
        pull.advance();
        assertThat(pull.value()).isEqualTo(1);
        pull.close();
        assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @EnumSource
    void asAnIterator(Kind kind) {
        Pull<Integer> pull = kind.pull(oneTwoThree);
        assertThat(pull.hasNext()).isTrue();
        assertThat(pull.hasNext()).isTrue();
        assertThat(pull.next()).isEqualTo(1);
        assertThat(pull.next()).isEqualTo(2);
        assertThat(pull.hasNext()).isTrue();
        assertThat(pull.advance()).isTrue(); // The value that hasNext found.
        assertThat(pull.value()).isEqualTo(3);
        assertThat(pull.hasNext()).isFalse();
        assertThatThrownBy(pull::next).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @EnumSource
    void closingDropsWhatHasNextFound(Kind kind) {
        Pull<Integer> pull = kind.pull(oneTwoThree);
        assertThat(pull.hasNext()).isTrue();
        pull.close();
        assertThat(pull.hasNext()).isFalse();
        assertThat(pull.advance()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void aCloseThatFailsDropsWhatHasNextFound(Kind kind) {
        Pull<Integer> pull = kind.pull(out -> {
            if (!out.yield(1)) {
                throw new IllegalArgumentException();
            }
        });
        assertThat(pull.hasNext()).isTrue();
        assertThatThrownBy(pull::close).isInstanceOf(IllegalArgumentException.class);
        assertThat(pull.hasNext()).isFalse();
    }

    @Test
    void aCloseThatIsRefusedKeepsWhatHasNextFound() {
        Pull<Integer> pull = Pull.of(oneTwoThree);
        assertThat(pull.hasNext()).isTrue();
        assertThatThrownBy(() -> Threads.PLATFORM.run(pull::close)).isInstanceOf(IllegalStateException.class);
        assertThat(pull.next()).isEqualTo(1);
        pull.close();
    }

    @ParameterizedTest
    @EnumSource
    void pairs(Kind kind) {
        Pull2<String, Integer> pull = kind.pairs(out -> {
            out.yield("a", 1);
            if (out.yield(null, null)) {
                out.yield("c", 3);
            }
        });
        assertThatThrownBy(pull::key).isInstanceOf(NoSuchElementException.class);
        assertThat(pull.advance()).isTrue();
        assertThat(pull.key() + pull.value()).isEqualTo("a1");
        assertThat(pull.advance()).isTrue();
        assertThat(pull.key()).isNull();
        assertThat(pull.value()).isNull();
        pull.close();
        assertThat(pull.advance()).isFalse();
        assertThatThrownBy(pull::key).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void nullSequencesAreRefusedAtOnce() {
        assertThatThrownBy(() -> Pull.of(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Pull.detached(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Pull.readAhead(null, 1)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Pull2.of(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Coroutine.of(null)).isInstanceOf(NullPointerException.class);
    }

    static <T> List<T> drain(Pull<T> pull) {
        List<T> values = new ArrayList<>();
        while (pull.advance()) {
            values.add(pull.value());
        }
        return values;
    }
}
