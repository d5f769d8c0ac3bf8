package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deep stacks, and coroutines inside coroutines. */
class NestingTest {
    @ParameterizedTest
    @EnumSource
    void yieldsFrom1500FramesDeep(Kind kind) {
        Pull<Integer> pull = kind.pull(out -> descend(1_500, out));
        assertThat(PullRulesTest.drain(pull))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 1_500)
                        .map(i -> 1_501 - i)
                        .boxed()
                        .toList());
    }

    private static void descend(int depth, Yield<? super Integer> out) {
        if (depth > 0 && out.yield(depth)) {
            descend(depth - 1, out);
        }
    }

    @ParameterizedTest
    @EnumSource
    void generatorsNested50Deep(Kind kind) {
        List<Integer> closed = new ArrayList<>();
        Pull<Integer> pull = kind.pull(nested(kind, 50, closed));
        for (int i = 0; i < 100; i++) {
            assertThat(pull.next()).isEqualTo(i + 50);
        }
        pull.close();
        assertThat(closed)
                .containsExactlyElementsOf(IntStream.range(0, 51).boxed().toList());
    }

    /** Yields the numbers from 0, plus one for each level. */
    private static Seq<Integer> nested(Kind kind, int level, List<Integer> closed) {
        return out -> {
            try {
                if (level == 0) {
                    for (int i = 0; out.yield(i); i++) {}
                    return;
                }
                try (Pull<Integer> inner = kind.pull(nested(kind, level - 1, closed))) {
                    while (inner.advance() && out.yield(inner.value() + 1)) {}
                }
            } finally {
                closed.add(level);
            }
        };
    }

    @Test
    void anInnerBodyYieldsToTheOuterConsumer() {
        List<String> log = new ArrayList<>();
        Pull<String> outer = Pull.of(out -> {
            Pull<Integer> inner = Pull.of(innerOut -> {
                out.yield("from inner, before 1");
                innerOut.yield(1);
                out.yield("from inner, before 2");
                innerOut.yield(2);
                out.yield("from inner, at its end");
            });
            while (inner.advance()) {
                log.add("outer body got " + inner.value());
                out.yield("from outer after " + inner.value());
            }
        });
        while (outer.advance()) {
            log.add(outer.value());
        }
        assertThat(log)
                .containsExactly(
                        "from inner, before 1",
                        "outer body got 1",
                        "from outer after 1",
                        "from inner, before 2",
                        "outer body got 2",
                        "from outer after 2",
                        "from inner, at its end");
    }

    @Test
    void anInnerConfinedBodyYieldsToAnOuterDetachedOne() {
        Pull<String> outer = Pull.detached(out -> {
            Pull<Integer> inner = Pull.of(innerOut -> {
                out.yield("a");
                innerOut.yield(1);
                out.yield("c");
            });
            inner.advance();
            out.yield("b");
            inner.advance();
        });
        assertThat(PullRulesTest.drain(outer)).containsExactly("a", "b", "c");
    }

    @Test
    void closingTheOuterReachesTheInnerBodyThatYieldedToIt() {
        List<Boolean> seen = new ArrayList<>();
        Pull<String> outer = Pull.of(out -> {
            Pull<Integer> inner = Pull.of(innerOut -> seen.add(out.yield("from inner")));
            seen.add(inner.advance());
        });
        assertThat(outer.next()).isEqualTo("from inner");
        outer.close();
        assertThat(seen).containsExactly(false, false);
    }

    @Test
    void aDetachedInnerBodyIsAnotherThreadToAnOuterConfinedOne() {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Pull<String> outer = Pull.of(out -> {
            Pull<Integer> inner = Pull.detached(innerOut -> thrown.set(catchThrowable(() -> out.yield("foreign"))));
            inner.advance();
            out.yield("own");
        });
        assertThat(PullRulesTest.drain(outer)).containsExactly("own");
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("outside the body");
    }

    @Test
    void aBodyThatYieldedToAnEnclosingCoroutineIsInTheMiddleOfAStep() {
        AtomicReference<Pull<Integer>> leaked = new AtomicReference<>();
        AtomicReference<Yield<? super Integer>> leakedYield = new AtomicReference<>();
        Pull<String> outer = Pull.of(out -> {
            Pull<Integer> inner = Pull.of(innerOut -> {
                leakedYield.set(innerOut);
                out.yield("through both");
                innerOut.yield(1);
            });
            leaked.set(inner);
            inner.advance();
            out.yield("inner gave " + inner.value());
        });
        assertThat(outer.next()).isEqualTo("through both");
        assertThatThrownBy(() -> leaked.get().advance())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("enclosing coroutine");
        assertThatThrownBy(() -> leakedYield.get().yield(9))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside the body");
        assertThat(outer.next()).isEqualTo("inner gave 1");
        assertThat(outer.advance()).isFalse();
    }

    @Test
    void aPullMayBeAdvancedByItsOwnerAndByBodiesThatItsOwnerRuns() {
        Pull<Integer> numbers = Pull.of(out -> {
            for (int i = 1; out.yield(i); i++) {}
        });
        Pull<String> named = Pull.of(out -> {
            while (out.yield("number " + numbers.next())) {}
        });
        assertThat(numbers.next()).isEqualTo(1);
        assertThat(named.next()).isEqualTo("number 2");
        assertThat(numbers.next()).isEqualTo(3);
        assertThat(named.next()).isEqualTo("number 4");
        named.close();
        numbers.close();
    }

    @Test
    void reEntryThroughANestedBodyIsReEntry() {
        AtomicReference<Pull<Integer>> outer = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        outer.set(Pull.of(out -> {
            Pull.of((Yield<? super Integer> inner) ->
                            thrown.set(catchThrowable(() -> outer.get().advance())))
                    .advance();
            out.yield(1);
        }));
        assertThat(outer.get().next()).isEqualTo(1);
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class).hasMessageContaining("re-entry");
    }
}
