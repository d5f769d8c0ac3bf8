package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Streams of sequences: closing them closes what they have pulled, whoever pulled, and a refused call takes nothing. */
class StreamClosingTest {
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    private final Seq<Integer> naturals = out -> {
        begun.incrementAndGet();
        try {
            for (int i = 1; out.yield(i); i++) {}
        } finally {
            ended.incrementAndGet();
        }
    };

    @AfterEach
    void whatHasBegunHasEnded() {
        assertThat(ended).hasValue(begun.get());
    }

    @ParameterizedTest
    @EnumSource
    void whatAnotherThreadHasPulledIsClosed(Threads threads) throws Exception {
        for (Seq<Integer> seq : sequences()) {
            try (Stream<Integer> stream = seq.stream()) {
                assertThat(threads.call(stream::findFirst)).contains(1);
            }
            assertThat(ended).hasValue(begun.get());
        }
        assertThat(begun).hasPositiveValue();
    }

    private List<Seq<Integer>> sequences() {
        return List.of(
                naturals,
                naturals.map(i -> i),
                naturals.zip(naturals, (i, j) -> j),
                Seq.of(0).flatMap(i -> naturals),
                Seq.of(1, 2));
    }

    /** The twin: a pull is confined to the other thread. */
    @Test
    void aPullOfAnotherThreadIsNot() throws Exception {
        Pull<Integer> pull = naturals.pull();
        Threads.PLATFORM.run(() -> {
            assertThat(pull.advance()).isTrue();
            assertThatThrownBy(() -> Threads.PLATFORM.run(pull::close))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("confined to");
            pull.close();
        });
    }

    @Test
    void parallelStreamsAreClosedWhicheverWorkersHavePulled() {
        for (int round = 0; round < 50; round++) {
            for (Seq<Integer> seq : sequences()) {
                close(
                        Stream.concat(seq.stream(), seq.stream()).parallel(),
                        s -> assertThat(s.anyMatch(i -> i == 1)).isTrue());
                close(
                        Stream.concat(seq.stream(), seq.stream()).parallel(),
                        s -> assertThat(s.findFirst()).contains(1));
                close(
                        Stream.concat(seq.stream(), seq.stream()).parallel(),
                        s -> assertThat(s.limit(2).toList()).containsExactly(1, 2));
                close(seq.stream().parallel(), s -> assertThat(s.findAny()).contains(1));
            }
        }
    }

    private void close(Stream<Integer> stream, Consumer<Stream<Integer>> operation) {
        try (stream) {
            operation.accept(stream);
        }
        assertThat(ended).hasValue(begun.get());
    }

    @Test
    void aListMayBeClosedByAnybody() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        Stream<Integer> stream = Seq.of(List.of(1, 2, 3)).map(i -> i).stream().onClose(closed::incrementAndGet);
        Iterator<Integer> iterator = stream.iterator();
        assertThat(iterator.next()).isEqualTo(1);
        assertThat(Threads.PLATFORM.call(iterator::next)).isEqualTo(2);
        Threads.VIRTUAL.run(stream::close);
        assertThat(closed).hasValue(1);
    }

    @Test
    void aStreamThatIsClosedFirstNeverRuns() {
        Spliterator<Integer> spliterator = closedFirst(naturals);
        assertThat(spliterator.tryAdvance(i -> {})).isFalse();
        spliterator.forEachRemaining(i -> {
            throw new AssertionError();
        });
        assertThat(begun).hasValue(0);
    }

    private static Spliterator<Integer> closedFirst(Seq<Integer> seq) {
        Stream<Integer> stream = seq.stream();
        Spliterator<Integer> spliterator = stream.spliterator();
        stream.close();
        return spliterator;
    }

    @Test
    void nobodyToTakeAValueIsRefusedAndNothingIsLost() {
        List<Integer> values = new ArrayList<>();
        Stream<Integer> stream = naturals.limit(4).stream();
        Spliterator<Integer> spliterator = stream.spliterator();
        assertThatThrownBy(() -> spliterator.tryAdvance(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> spliterator.forEachRemaining(null)).isInstanceOf(NullPointerException.class);
        assertThat(spliterator.tryAdvance(values::add)).isTrue();
        assertThatThrownBy(() -> spliterator.tryAdvance(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> spliterator.forEachRemaining(null)).isInstanceOf(NullPointerException.class);
        spliterator.forEachRemaining(values::add);
        assertThat(values).containsExactly(1, 2, 3, 4);
    }

    @Test
    void norIsAnythingLostElsewhere() {
        for (Seq<Integer> seq :
                List.of(naturals.limit(3), Seq.of(List.of(1, 2, 3).iterator()))) {
            assertThatThrownBy(() -> seq.forEach(null)).isInstanceOf(NullPointerException.class);
            assertThatThrownBy(() -> seq.push(null)).isInstanceOf(NullPointerException.class);
            Pull<Integer> pull = seq.pull();
            assertThatThrownBy(() -> pull.forEachRemaining(null)).isInstanceOf(NullPointerException.class);
            assertThat(PullRulesTest.drain(pull)).containsExactly(1, 2, 3);
        }
        Stream<Integer> stream = Stream.of(1, 2, 3);
        Seq<Integer> ofStream = Seq.of(stream);
        assertThatThrownBy(() -> ofStream.push(null)).isInstanceOf(NullPointerException.class);
        assertThat(PullRulesTest.drain(ofStream.pull())).containsExactly(1, 2, 3);
        assertThatThrownBy(() -> Seq.of(new Integer[0]).push(null)).isInstanceOf(NullPointerException.class);
    }

    /** What the code behind a pull may try while it is asked for a value. */
    enum ReEntry {
        ADVANCE {
            @Override
            Object call(Pull<?> pull) {
                return pull.advance();
            }
        },
        HAS_NEXT {
            @Override
            Object call(Pull<?> pull) {
                return pull.hasNext();
            }
        },
        NEXT {
            @Override
            Object call(Pull<?> pull) {
                return pull.next();
            }
        },
        PEEK {
            @Override
            Object call(Pull<?> pull) {
                return pull.peek();
            }
        },
        CLOSE {
            @Override
            Object call(Pull<?> pull) {
                pull.close();
                return pull;
            }
        };

        abstract Object call(Pull<?> pull);
    }

    @ParameterizedTest
    @EnumSource
    void anIteratorThatAdvancesItsOwnPullIsRefusedAndNothingIsLost(ReEntry reEntry) {
        for (boolean inHasNext : new boolean[] {false, true}) {
            List<Pull<Integer>> self = new ArrayList<>();
            List<Throwable> thrown = new ArrayList<>();
            Runnable call = () -> thrown.add(catchThrowable(() -> reEntry.call(self.getFirst())));
            Seq<Integer> seq = Seq.of(() -> calling(call, inHasNext));
            self.add(seq.pull());
            assertThat(PullRulesTest.drain(self.getFirst())).containsExactly(1, 2, 3);
            assertThat(thrown)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allSatisfy(t -> assertThat(t)
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("re-entry"));
            self.set(0, seq.iterator());
            List<Integer> values = new ArrayList<>();
            self.getFirst().forEachRemaining(values::add);
            assertThat(values).containsExactly(1, 2, 3);
        }
    }

    private static Iterator<Integer> calling(Runnable call, boolean inHasNext) {
        Iterator<Integer> values = List.of(1, 2, 3).iterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                if (inHasNext) {
                    call.run();
                }
                return values.hasNext();
            }

            @Override
            public Integer next() {
                if (!inHasNext) {
                    call.run();
                }
                return values.next();
            }
        };
    }

    @Test
    void soIsAnIterableThatAdvancesThePullWhichAsksItForItsIterator() {
        List<Pull<Integer>> self = new ArrayList<>();
        List<Throwable> thrown = new ArrayList<>();
        Seq<Integer> seq = Seq.of(() -> {
            thrown.add(catchThrowable(() -> self.getFirst().advance()));
            return List.of(1, 2).iterator();
        });
        self.add(seq.pull());
        assertThat(PullRulesTest.drain(self.getFirst())).containsExactly(1, 2);
        assertThat(thrown).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void soIsAnIteratorThatAdvancesItsOwnStream() {
        List<Spliterator<Integer>> self = new ArrayList<>();
        List<Throwable> thrown = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        Runnable call = () -> thrown.add(catchThrowable(() -> self.getFirst().tryAdvance(values::add)));
        Seq<Integer> seq = Seq.of(() -> calling(call, false));
        self.add(seq.stream().spliterator());
        while (self.getFirst().tryAdvance(values::add)) {}
        assertThat(values).containsExactly(1, 2, 3);
        assertThat(thrown).hasSize(3).allSatisfy(t -> assertThat(t).hasMessageContaining("re-entry"));
    }

    @Test
    void whatABodyThatWasReadAheadHasThrownComesOutOfClose() {
        for (int n : new int[] {2, 3, 4, 100}) {
            for (int taken = 1; taken < 3; taken++) {
                IllegalArgumentException failure = new IllegalArgumentException("from finally");
                Pull<Integer> pull = Pull.readAhead(threeThen(failure), n);
                for (int i = 1; i <= taken; i++) {
                    assertThat(pull.next()).isEqualTo(i);
                }
                assertThat(catchThrowable(pull::close)).isSameAs(failure);
                assertThatThrownBy(pull::value).isInstanceOf(java.util.NoSuchElementException.class);
                assertThat(pull.advance()).isFalse();
                pull.close();
            }
        }
    }

    private static Seq<Integer> threeThen(RuntimeException failure) {
        return out -> {
            try {
                boolean all = out.yield(1) && out.yield(2) && out.yield(3);
                assertThat(all).isIn(true, false);
            } finally {
                throwIt(failure);
            }
        };
    }

    private static void throwIt(RuntimeException failure) {
        throw failure;
    }

    @Test
    void afterItCameOutOfAdvanceCloseThrowsNothing() {
        IllegalArgumentException failure = new IllegalArgumentException();
        Pull<Integer> pull = Pull.readAhead(threeThen(failure), 9);
        pull.next();
        pull.next();
        pull.next();
        assertThat(catchThrowable(pull::hasNext)).isSameAs(failure);
        pull.close();
        assertThat(pull.hasNext()).isFalse();
    }

    @Test
    void whatElseFailsIsSuppressedInIt() {
        IllegalStateException atClose = new IllegalStateException("of the stream");
        IllegalArgumentException failure = new IllegalArgumentException("of an element");
        AtomicInteger closed = new AtomicInteger();
        Stream<Integer> stream = Stream.of(1, 2, 3)
                .peek(i -> {
                    if (i == 3) {
                        throw failure;
                    }
                })
                .onClose(() -> {
                    closed.incrementAndGet();
                    throw atClose;
                });
        Throwable thrown = catchThrowable(() -> {
            try (Pull<Integer> pull = Pull.readAhead(Seq.of(stream), 9)) {
                assertThat(pull.next()).isEqualTo(1);
                throw new java.io.IOException("of the consumer");
            }
        });
        assertThat(thrown).hasMessage("of the consumer");
        assertThat(thrown.getSuppressed()).containsExactly(failure);
        assertThat(failure.getSuppressed()).containsExactly(atClose);
        assertThat(closed).hasValue(1);
    }

    @Test
    void throughACombinatorAndForPairs() {
        IllegalArgumentException failure = new IllegalArgumentException();
        Pull<Integer> mapped = Pull.readAhead(threeThen(failure).map(i -> i), 9);
        assertThat(mapped.advance()).isTrue();
        assertThat(catchThrowable(mapped::close)).isSameAs(failure);
        Pull2<Integer, Integer> pairs = Pull2.readAhead(threeThen(failure).zip(Seq.of(1, 2, 3)), 9);
        assertThat(pairs.advance()).isTrue();
        assertThat(catchThrowable(pairs::close)).isSameAs(failure);
        pairs.close();
        assertThat(pairs.advance()).isFalse();
    }

    @Test
    void aRefusedCloseKeepsTheExceptionForLater() {
        IllegalArgumentException failure = new IllegalArgumentException();
        Pull<Integer> pull = Pull.readAhead(threeThen(failure), 9);
        assertThat(pull.advance()).isTrue();
        assertThatThrownBy(() -> Threads.PLATFORM.run(pull::close)).hasMessageContaining("confined to");
        assertThat(pull.next()).isEqualTo(2);
        assertThat(catchThrowable(pull::close)).isSameAs(failure);
    }
}
