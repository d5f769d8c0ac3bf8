package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The build runs this with strict mode and without. Without it the same yields succeed. */
class StrictModeTest {
    private static final boolean STRICT = Boolean.getBoolean("sexton.coroutine.strict");

    private static final class Ledger {}

    private final Ledger ledger = new Ledger();
    private final List<Throwable> thrown = new ArrayList<>();

    @Test
    void theBuildSaysWhetherThisRunIsStrict() {
        assertThat(STRICT).isEqualTo(Boolean.getBoolean("sexton.test.strict"));
    }

    @ParameterizedTest
    @EnumSource
    void aMonitorHeldAcrossAYieldIsFoundAndNamed(Threads threads) throws Exception {
        for (Kind kind : Kind.values()) {
            thrown.clear();
            threads.run(() -> {
                Pull<Integer> pull = kind.pull(out -> {
                    synchronized (ledger) {
                        yieldCatching(out, 1);
                    }
                    out.yield(2);
                });
                assertThat(PullRulesTest.drain(pull)).isEqualTo(STRICT ? List.of(2) : List.of(1, 2));
            });
            assertFound();
        }
    }

    @Test
    void aMonitorThatTheConsumerHoldsIsItsOwnAffair() {
        synchronized (ledger) {
            Pull<Integer> pull = Pull.of(out -> {
                Pull<Integer> inner = Pull.of(innerOut -> yieldCatching(innerOut, 1));
                out.yield(inner.next());
                inner.close();
            });
            assertThat(pull.next()).isEqualTo(1);
            pull.close();
        }
        assertThat(thrown).isEmpty();
    }

    /** From its second step on a body has only its innermost frames on the stack. */
    @ParameterizedTest
    @EnumSource
    void aMonitorThatTheConsumerHoldsOverManyAdvancesIsItsOwnAffair(Threads threads) throws Exception {
        for (Kind kind : Kind.values()) {
            threads.run(() -> {
                synchronized (ledger) {
                    Pull<Integer> pull = kind.pull(out -> descendAndYield(20, out));
                    assertThat(PullRulesTest.drain(pull)).hasSize(20);
                }
            });
        }
        assertThat(thrown).isEmpty();
    }

    private void descendAndYield(int depth, Yield<? super Integer> out) {
        if (depth > 0) {
            yieldCatching(out, depth);
            descendAndYield(depth - 1, out);
        }
    }

    /** The twin: a monitor that the body takes after many steps is found. */
    @Test
    void aMonitorThatTheBodyTakesLaterIsFound() {
        Pull<Integer> pull = Pull.of(out -> {
            for (int i = 0; i < 5; i++) {
                out.yield(i);
            }
            synchronized (ledger) {
                yieldCatching(out, 5);
            }
        });
        synchronized (new Object()) {
            assertThat(PullRulesTest.drain(pull)).hasSize(STRICT ? 5 : 6);
        }
        assertFound();
    }

    @Test
    void aMonitorOfAnOuterBodyIsHeldOnlyIfTheOuterBodyYields() {
        Pull<Integer> pull = Pull.of(out -> {
            Pull<Integer> inner = Pull.of(innerOut -> {
                innerOut.yield(1);
                synchronized (ledger) {
                    yieldCatching(out, 2);
                }
                innerOut.yield(3);
            });
            synchronized (new Object()) {
                assertThat(inner.next()).isEqualTo(1);
            }
            assertThat(inner.next()).isEqualTo(3);
            inner.close();
        });
        assertThat(pull.advance()).isEqualTo(!STRICT);
        pull.close();
        assertFound();
    }

    /** The stack is deeper than the JVM prints. */
    @Test
    void aMonitorHeldNearTheTopOfADeepStackIsFound() {
        Pull<Integer> pull = Pull.of(out -> descend(1_500, out));
        assertThat(pull.advance()).isEqualTo(!STRICT);
        pull.close();
        assertFound();
    }

    private void descend(int depth, Yield<? super Integer> out) {
        if (depth > 0) {
            descend(depth - 1, out);
        } else {
            synchronized (ledger) {
                yieldCatching(out, 1);
            }
        }
    }

    private void yieldCatching(Yield<? super Integer> out, int value) {
        Throwable t = catchThrowable(() -> out.yield(value));
        if (t != null) {
            thrown.add(t);
        }
    }

    private void assertFound() {
        assertThat(thrown)
                .hasSize(STRICT ? 1 : 0)
                .allSatisfy(t -> assertThat(t)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageMatching("monitor <0x[0-9a-f]+> \\(a " + Pattern.quote(Ledger.class.getName())
                                + "\\) is held across a yield, entered at .*StrictModeTest\\.java:.*"));
    }
}
