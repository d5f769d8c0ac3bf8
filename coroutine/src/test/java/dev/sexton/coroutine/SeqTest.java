package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ready-made sequences, streams, and reading ahead. */
class SeqTest {
    static Stream<Supplier<Seq<Integer>>> oneToThree() {
        return Stream.of(
                () -> Seq.of(1, 2, 3),
                () -> Seq.of(List.of(1, 2, 3)),
                () -> Seq.of(List.of(1, 2, 3).iterator()),
                () -> Seq.of(Stream.of(1, 2, 3)));
    }

    @ParameterizedTest
    @MethodSource("oneToThree")
    void pulled(Supplier<Seq<Integer>> seq) {
        assertThat(PullRulesTest.drain(seq.get().pull())).containsExactly(1, 2, 3);
        assertThat(PullRulesTest.drain(Pull.detached(seq.get()))).containsExactly(1, 2, 3);
        assertThat(PullRulesTest.drain(Pull.readAhead(seq.get(), 2))).containsExactly(1, 2, 3);
        assertThat(seq.get().stream().toList()).containsExactly(1, 2, 3);
        assertThat(seq.get().stream().limit(2).toList()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @MethodSource("oneToThree")
    void pushedUntilToldToStop(Supplier<Seq<Integer>> seq) {
        List<Integer> got = new ArrayList<>();
        seq.get().push(value -> {
            got.add(value);
            return value < 2;
        });
        assertThat(got).containsExactly(1, 2);
    }

    @ParameterizedTest
    @MethodSource("oneToThree")
    void closedHalfWay(Supplier<Seq<Integer>> seq) {
        Pull<Integer> pull = seq.get().pull();
        assertThat(pull.next()).isEqualTo(1);
        pull.close();
        assertThat(pull.advance()).isFalse();
        assertThat(catchThrowable(pull::value)).isInstanceOf(java.util.NoSuchElementException.class);
        pull.close();
    }

    @Test
    void nullsPassThroughReadyMadeSequences() {
        List<String> withNull = Arrays.asList("a", null);
        assertThat(PullRulesTest.drain(Seq.of("a", null).pull())).isEqualTo(withNull);
        assertThat(PullRulesTest.drain(Seq.of(withNull).pull())).isEqualTo(withNull);
        assertThat(PullRulesTest.drain(Seq.of(withNull.stream()).pull())).isEqualTo(withNull);
        assertThat(PullRulesTest.drain(Pull.readAhead(Seq.of(withNull.stream()), 8)))
                .isEqualTo(withNull);
    }

    @Test
    void nullSourcesAreRefusedAtOnce() {
        assertThatThrownBy(() -> Seq.of((Object[]) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Seq.of((List<?>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Seq.of((Iterator<?>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Seq.of((Stream<?>) null)).isInstanceOf(NullPointerException.class);
    }

    /** A pull that needs no coroutine calls the iterator on its consumer's stack, on both backends. */
    @Test
    void anIterableIsPulledDirectly() {
        List<Thread> threads = new ArrayList<>();
        Seq<Integer> seq = Seq.of(() -> new Iterator<Integer>() {
            @Override
            public boolean hasNext() {
                threads.add(Thread.currentThread());
                return threads.size() < 4;
            }

            @Override
            public Integer next() {
                return threads.size();
            }
        });
        Pull<Integer> pull = seq.pull();
        assertThat(threads).isEmpty();
        assertThat(PullRulesTest.drain(pull)).containsExactly(1, 2, 3);
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void whatAnIteratorThrowsComesOutOnce() {
        Iterator<Integer> failing =
                IntStream.iterate(1, i -> i + 1).map(i -> 6 / (3 - i)).iterator();
        Pull<Integer> pull = Seq.of(failing).pull();
        assertThat(pull.next()).isEqualTo(3);
        assertThat(pull.next()).isEqualTo(6);
        assertThatThrownBy(pull::advance).isInstanceOf(ArithmeticException.class);
        assertThat(pull.advance()).isFalse();
    }

    @Test
    void pullingAStreamIsLazyWhereItsIteratorIsNot() {
        AtomicInteger computed = new AtomicInteger();
        Supplier<Stream<Integer>> stream = () -> Stream.of(0)
                .flatMap(zero -> IntStream.range(0, 100_000).boxed())
                .peek(i -> computed.incrementAndGet());
        try (Pull<Integer> pull = Seq.of(stream.get()).pull()) {
            assertThat(pull.next()).isEqualTo(0);
        }
        assertThat(computed).hasValue(1);
        assertThat(stream.get().iterator().next()).isEqualTo(0); // The reason for all this.
        assertThat(computed).hasValue(100_001);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4})
    void closingThePullClosesTheStream(int advances) {
        AtomicInteger closed = new AtomicInteger();
        Supplier<Seq<Integer>> seq = () -> Seq.of(Stream.of(1, 2, 3).onClose(closed::incrementAndGet));
        int pulls = 0;
        for (Pull<Integer> pull : List.of(Pull.of(seq.get()), Pull.detached(seq.get()), Pull.readAhead(seq.get(), 2))) {
            for (int i = 0; i < advances; i++) {
                pull.advance();
            }
            assertThat(closed).hasValueBetween(pulls, pulls + (advances < 3 ? 0 : 1));
            pull.close();
            pulls++;
            assertThat(closed).hasValue(pulls);
        }
    }

    @Test
    void aStreamIsPulledOnce() {
        Seq<Integer> seq = Seq.of(Stream.of(1));
        assertThat(PullRulesTest.drain(seq.pull())).containsExactly(1);
        Pull<Integer> second = seq.pull();
        assertThatThrownBy(second::advance).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aStreamOfASequenceTakesNoMoreThanItNeedsAndClosesItsPull() {
        AtomicInteger pushed = new AtomicInteger();
        AtomicBoolean unwound = new AtomicBoolean();
        Seq<Integer> naturals = out -> {
            try {
                while (out.yield(pushed.incrementAndGet())) {}
            } finally {
                unwound.set(true);
            }
        };
        try (Stream<Integer> stream = naturals.stream()) {
            assertThat(stream.map(i -> i * i).limit(4).toList()).containsExactly(1, 4, 9, 16);
            assertThat(pushed).hasValue(4);
            assertThat(unwound).isFalse();
        }
        assertThat(unwound).isTrue();
    }

    @Test
    void aStreamThatTakesAllNeedsNoCoroutine() {
        List<StackTraceElement[]> stacks = new ArrayList<>();
        Seq<Integer> seq = out -> {
            stacks.add(Thread.currentThread().getStackTrace());
            out.yield(1);
        };
        assertThat(seq.stream().toList()).containsExactly(1);
        assertThat(seq.stream().findFirst()).contains(1);
        assertThat(mentionsACoroutine(stacks.get(0))).isFalse();
        assertThat(mentionsACoroutine(stacks.get(1))).isTrue();
    }

    private static boolean mentionsACoroutine(StackTraceElement[] stack) {
        return Arrays.stream(stack).anyMatch(f -> f.getClassName().endsWith(".internal.coro.Coro"));
    }

    @Test
    void aParallelStreamUsesTheSequenceFromOneThread() {
        Seq<Integer> seq = out -> {
            for (int i = 0; i < 1_000 && out.yield(i); i++) {}
        };
        assertThat(seq.stream().parallel().mapToInt(i -> i).sum()).isEqualTo(499_500);
        assertThat(seq.stream().parallel().limit(10).toList()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100})
    void readAheadKeepsTheOrderAndItsDistance(int n) {
        AtomicInteger pushed = new AtomicInteger();
        Pull<Integer> pull = Pull.readAhead(
                out -> {
                    for (int i = 1; i <= 50; i++) {
                        pushed.set(i);
                        out.yield(i);
                    }
                },
                n);
        assertThat(pushed).hasValue(0);
        int furthest = 0;
        for (int i = 1; i <= 50; i++) {
            assertThat(pull.advance()).isTrue();
            assertThat(pull.value()).isEqualTo(i);
            furthest = Math.max(furthest, pushed.get() - (i - 1));
        }
        assertThat(furthest).isEqualTo(Math.min(n, 50));
        assertThat(pull.advance()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 100})
    void whatReadingAheadMeetsComesAfterTheValuesBeforeIt(int n) {
        IllegalArgumentException failure = new IllegalArgumentException();
        Pull<Integer> pull = Pull.readAhead(
                out -> {
                    out.yield(1);
                    out.yield(2);
                    out.yield(3);
                    throw failure;
                },
                n);
        assertThat(pull.next()).isEqualTo(1);
        assertThat(pull.next()).isEqualTo(2);
        assertThat(pull.next()).isEqualTo(3);
        assertThat(catchThrowable(pull::advance)).isSameAs(failure);
        assertThat(pull.advance()).isFalse();
    }

    @Test
    void readAheadClosedHalfWayDropsTheRest() {
        List<String> log = new ArrayList<>();
        Pull<Integer> pull = Pull.readAhead(
                out -> {
                    int i = 0;
                    while (out.yield(i++)) {}
                    log.add("stopped after " + i);
                },
                4);
        assertThat(pull.next()).isEqualTo(0);
        pull.close();
        assertThat(pull.advance()).isFalse();
        assertThat(log).containsExactly("stopped after 4");
    }

    @Test
    void readAheadRefusesReEntryForeignThreadsAndZero() {
        List<Pull<Integer>> self = new ArrayList<>();
        List<Throwable> thrown = new ArrayList<>();
        Pull<Integer> pull = Pull.readAhead(
                out -> {
                    out.yield(1);
                    thrown.add(catchThrowable(() -> self.get(0).advance()));
                    thrown.add(catchThrowable(() -> self.get(0).close()));
                    out.yield(2);
                },
                8);
        self.add(pull);
        assertThat(PullRulesTest.drain(pull)).containsExactly(1, 2);
        assertThat(thrown).hasSize(2).allSatisfy(t -> assertThat(t).hasMessageContaining("re-entry"));
        assertThatThrownBy(() -> Threads.PLATFORM.run(pull::advance)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Pull.readAhead(Seq.of(1), 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
