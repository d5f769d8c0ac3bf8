package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A body that passes on the values of another sequence learns whether it may go on. */
class YieldAllTest {
    /** All ways to pull. */
    enum Way {
        CONFINED {
            @Override
            <T> Pull<T> pull(Seq<T> seq) {
                return Pull.of(seq);
            }
        },
        DETACHED {
            @Override
            <T> Pull<T> pull(Seq<T> seq) {
                return Pull.detached(seq);
            }
        },
        AHEAD {
            @Override
            <T> Pull<T> pull(Seq<T> seq) {
                return Pull.readAhead(seq, 1);
            }
        },
        THROUGH_A_STAGE {
            @Override
            <T> Pull<T> pull(Seq<T> seq) {
                return Pull.of(seq.map(value -> value));
            }
        };

        abstract <T> Pull<T> pull(Seq<T> seq);
    }

    private final List<String> log = new ArrayList<>();

    private final Seq<Integer> oneToThree = this::numbers;

    private void numbers(Yield<? super Integer> out) {
        for (int i = 1; i <= 3; i++) {
            if (!out.yield(i)) {
                log.add("inner stopped");
                return;
            }
        }
    }

    private final Seq<Object> twice = out -> {
        for (Seq<Integer> inner : List.of(oneToThree, Seq.of(4, 5), Seq.<Integer>of(), oneToThree)) {
            if (!out.yieldAll(inner)) {
                log.add("told to stop");
                return;
            }
        }
        out.yield("end");
    };

    private static final List<Object> ALL = List.of(1, 2, 3, 4, 5, 1, 2, 3, "end");

    @ParameterizedTest
    @EnumSource
    void passesEverythingOn(Way way) {
        assertThat(PullRulesTest.drain(way.pull(twice))).isEqualTo(ALL);
        List<Object> pushed = new ArrayList<>();
        twice.push(pushed::add);
        assertThat(pushed).isEqualTo(ALL);
        assertThat(log).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhenTheConsumerHasClosed(Way way) {
        for (int taken = 1; taken < ALL.size(); taken++) {
            log.clear();
            Pull<Object> pull = way.pull(twice);
            for (Object value : ALL.subList(0, taken)) {
                assertThat(pull.next()).isEqualTo(value);
            }
            pull.close(); // A yield after this one would make it throw.
            assertThat(log).endsWith("told to stop");
        }
    }

    @Test
    void saysWhenTheConsumerOfAPushWantsNoMore() {
        for (int taken = 1; taken < ALL.size(); taken++) {
            log.clear();
            List<Object> pushed = new ArrayList<>();
            int wanted = taken;
            twice.push(value -> {
                pushed.add(value);
                return pushed.size() < wanted;
            });
            assertThat(pushed).isEqualTo(ALL.subList(0, taken));
            assertThat(log).endsWith("told to stop");
        }
    }

    /** The twin: after a push of the inner sequence into the yield, nobody knows. */
    @ParameterizedTest
    @EnumSource
    void aPlainPushDoesNotSayIt(Way way) {
        Pull<Integer> pull = way.pull(out -> {
            oneToThree.push(out);
            out.yield(4);
        });
        assertThat(pull.advance()).isTrue();
        assertThatThrownBy(pull::close).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheInnerSequenceThrowsComesOut(Way way) {
        IllegalArgumentException failure = new IllegalArgumentException();
        Pull<Integer> pull = way.pull(out -> out.yieldAll(o -> {
            o.yield(1);
            throw failure;
        }));
        assertThat(pull.next()).isEqualTo(1);
        assertThat(catchThrowable(pull::advance)).isSameAs(failure);
        assertThat(pull.advance()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void afterFalseTheInnerSequenceDoesNotEvenRun(Way way) {
        Pull<Integer> pull = way.pull(out -> {
            while (out.yield(1)) {}
            try {
                out.yieldAll(o -> log.add("ran"));
            } catch (IllegalStateException refused) {
                log.add("refused");
            }
        });
        assertThat(pull.advance()).isTrue();
        pull.close();
        assertThat(log).doesNotContain("ran");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void fromOutsideTheBodyItIsForeignAndTakesNothing(Kind kind) {
        AtomicReference<Yield<? super Integer>> kept = new AtomicReference<>();
        Pull<Integer> pull = kind.pull(out -> {
            kept.set(out);
            out.yield(1);
        });
        assertThat(pull.advance()).isTrue();
        assertThatThrownBy(() -> kept.get().yieldAll(o -> log.add("ran")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside the body");
        assertThat(log).isEmpty();
        pull.close();
    }

    @ParameterizedTest
    @EnumSource
    void noSequenceIsRefusedAtOnce(Way way) {
        List<Throwable> thrown = new ArrayList<>();
        Seq<Integer> seq = out -> thrown.add(catchThrowable(() -> out.yieldAll(null)));
        assertThat(way.pull(seq).advance()).isFalse();
        seq.push(value -> true);
        assertThat(thrown).hasSize(2).allSatisfy(t -> assertThat(t).isInstanceOf(NullPointerException.class));
    }

    record Node(Node left, int value, Node right) {
        void walk(Yield<? super Integer> out) {
            boolean more = left == null || out.yieldAll(left::walk);
            if (more && out.yield(value) && right != null) {
                out.yieldAll(o -> right.walk(o));
            }
        }

        static Node of(int from, int to) {
            int middle = (from + to) >>> 1;
            return from > to ? null : new Node(of(from, middle - 1), middle, of(middle + 1, to));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTreeIsWalkedByDelegation(Way way) {
        Node root = Node.of(1, 100);
        Seq<Integer> seq = root::walk;
        assertThat(PullRulesTest.drain(way.pull(seq)))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 100).boxed().toList());
        try (Pull<Integer> pull = way.pull(seq)) {
            for (int i = 1; i <= 50; i++) {
                assertThat(pull.next()).isEqualTo(i);
            }
        }
    }

    @Test
    void theArgumentIsWrittenInAllTheWaysThereAre() {
        Seq<Number> seq = out -> {
            out.yieldAll(this::numbers);
            out.yieldAll(o -> numbers(o));
            out.yieldAll(Seq.of(4));
            out.yieldAll(Seq.of(List.of(5)));
            Seq<? extends Number> wild = oneToThree;
            out.yieldAll(wild);
            Pusher<Integer> pusher = oneToThree;
            out.yieldAll(pusher);
        };
        assertThat(PullRulesTest.drain(seq.pull())).containsExactly(1, 2, 3, 1, 2, 3, 4, 5, 1, 2, 3, 1, 2, 3);
    }

    @Test
    void pairs() {
        Seq2<String, Integer> inner = out -> {
            if (out.yield("a", 1)) {
                out.yield("b", 2);
            }
        };
        Seq2<Object, Number> outer = out -> {
            if (out.yieldAll(inner) && out.yield("c", 3)) {
                out.yieldAll(inner);
            }
            assertThat(catchThrowable(() -> out.yieldAll(null))).isInstanceOf(NullPointerException.class);
        };
        List<Function<Seq2<Object, Number>, Pull2<Object, Number>>> ways =
                List.of(Pull2::of, Pull2::detached, seq -> Pull2.readAhead(seq, 1));
        for (Function<Seq2<Object, Number>, Pull2<Object, Number>> way : ways) {
            for (int taken = 1; taken <= 5; taken++) {
                StringBuilder values = new StringBuilder();
                try (Pull2<Object, Number> pull = way.apply(outer)) {
                    for (int i = 0; i < taken; i++) {
                        assertThat(pull.advance()).isTrue();
                        values.append(pull.key()).append(pull.value());
                    }
                }
                assertThat("a1b2c3a1b2").startsWith(values);
            }
        }
        StringBuilder pushed = new StringBuilder();
        outer.push((key, value) -> pushed.append(key).append(value).length() < 4);
        assertThat(pushed).hasToString("a1b2");
    }
}
