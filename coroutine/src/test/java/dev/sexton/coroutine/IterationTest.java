package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sequences in for statements, streams and collections; pairs as entries; looking one value ahead. */
class IterationTest {
    private final AtomicInteger ended = new AtomicInteger();

    private final Seq<Integer> oneToThree = out -> {
        try {
            for (int i = 1; i <= 3; i++) {
                if (!out.yield(i)) {
                    return;
                }
            }
        } finally {
            ended.incrementAndGet();
        }
    };

    private final Seq2<String, Integer> pairs = out -> {
        try {
            if (out.yield("a", 1) && out.yield(null, null)) {
                out.yield("c", 3);
            }
        } finally {
            ended.incrementAndGet();
        }
    };

    private static final List<Map.Entry<String, Integer>> ENTRIES = List.of(
            new SimpleImmutableEntry<>("a", 1),
            new SimpleImmutableEntry<>(null, null),
            new SimpleImmutableEntry<>("c", 3));

    @Test
    void aLoopThatRunsToItsEndClosesWhatItPulled() {
        List<Integer> values = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            for (Integer value : oneToThree) {
                values.add(value);
            }
        }
        assertThat(values).containsExactly(1, 2, 3, 1, 2, 3);
        assertThat(ended).hasValue(2);
    }

    @Test
    void aLoopThatIsLeftEarlyDoesNotAndAPullDoes() {
        try (Pull<Integer> pull = oneToThree.iterator()) {
            for (Integer value : (Iterable<Integer>) () -> pull) {
                if (value == 2) {
                    break;
                }
            }
            assertThat(ended).hasValue(0);
        }
        assertThat(ended).hasValue(1);
    }

    @Test
    void forEachPushesAndLeavesNothingOpen() {
        List<Integer> values = new ArrayList<>();
        oneToThree.forEach(values::add);
        assertThat(values).containsExactly(1, 2, 3);
        AssertionError failure = new AssertionError();
        assertThat(catchThrowable(() -> oneToThree.forEach(value -> {
                    throw failure;
                })))
                .isSameAs(failure);
        assertThat(ended).hasValue(2);
        assertThatThrownBy(() -> oneToThree.forEach(null)).isInstanceOf(NullPointerException.class);
        assertThat(ended).hasValue(2);
    }

    @Test
    void theSpliteratorPushesToo() {
        List<Integer> values = new ArrayList<>();
        oneToThree.spliterator().forEachRemaining(values::add);
        assertThat(values).containsExactly(1, 2, 3);
        assertThat(oneToThree.spliterator().tryAdvance(values::add)).isTrue();
        assertThat(values).endsWith(3, 1);
    }

    @Test
    void aSequenceOfASequenceIsThatSequence() {
        Seq<Number> same = Seq.of(oneToThree);
        assertThat(same).isSameAs(oneToThree);
        Seq2<Object, Number> samePairs = Seq2.of(pairs);
        assertThat(samePairs).isSameAs(pairs);
        try (Pull<Map.Entry<String, Integer>> pull = Seq.of(pairs).pull()) {
            assertThat(pull.next()).isEqualTo(ENTRIES.getFirst());
        }
        assertThat(ended).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void peekLooksWithoutMoving(Kind kind) {
        try (Pull<Integer> pull = kind.pull(oneToThree)) {
            assertThat(pull.peek()).isEqualTo(1);
            assertThat(pull.peek()).isEqualTo(1);
            assertThat(pull.hasNext()).isTrue();
            assertThat(pull.next()).isEqualTo(1);
            assertThat(pull.peek()).isEqualTo(2);
            assertThat(pull.advance()).isTrue();
            assertThat(pull.value()).isEqualTo(2);
            assertThat(pull.peek()).isEqualTo(3);
            assertThat(pull.next()).isEqualTo(3);
            assertThatThrownBy(pull::peek).isInstanceOf(NoSuchElementException.class);
            assertThat(pull.hasNext()).isFalse();
        }
        Pull<String> nulls = Seq.of((String) null).pull();
        assertThat(nulls.peek()).isNull();
        assertThat(nulls.next()).isNull();
        Pull<Integer> closed = kind.pull(oneToThree);
        assertThat(closed.peek()).isEqualTo(1);
        closed.close();
        assertThatThrownBy(closed::peek).isInstanceOf(NoSuchElementException.class);
        assertThat(closed.advance()).isFalse();
    }

    @Test
    void anExceptionThatPeekMeetsComesOutOnce() {
        Pull<Integer> pull = oneToThree.map(i -> 1 / (i - 2)).pull();
        assertThat(pull.next()).isEqualTo(-1);
        assertThatThrownBy(pull::peek).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(pull::peek).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void pairsInAForStatement() {
        List<Map.Entry<String, Integer>> entries = new ArrayList<>();
        for (Map.Entry<String, Integer> entry : pairs) {
            entries.add(entry);
        }
        assertThat(entries).isEqualTo(ENTRIES);
        assertThat(pairs.stream().toList()).isEqualTo(ENTRIES);
        try (Stream<Map.Entry<String, Integer>> stream = pairs.stream()) {
            assertThat(stream.limit(1).toList()).isEqualTo(ENTRIES.subList(0, 1));
        }
        assertThat(ended).hasValue(3);
        entries.clear();
        pairs.forEach((Map.Entry<String, Integer> entry) -> entries.add(entry));
        pairs.forEach((key, value) -> entries.add(new SimpleImmutableEntry<>(key, value)));
        pairs.spliterator().forEachRemaining(entries::add);
        assertThat(entries).hasSize(9).hasSameElementsAs(ENTRIES);
    }

    @Test
    void pairsAsAnIteratorOfEntries() {
        List<Function<Seq2<String, Integer>, Pull2<String, Integer>>> ways =
                List.of(Pull2::of, Pull2::detached, seq -> Pull2.readAhead(seq, 2), Seq2::iterator);
        for (Function<Seq2<String, Integer>, Pull2<String, Integer>> way : ways) {
            Pull2<String, Integer> pull = way.apply(pairs);
            assertThat(pull.hasNext()).isTrue();
            assertThat(pull.peek()).isEqualTo(ENTRIES.get(0));
            assertThat(pull.next()).isEqualTo(ENTRIES.get(0));
            assertThat(pull.hasNext()).isTrue();
            assertThat(pull.advance()).isTrue();
            assertThat(pull.key()).isNull();
            assertThat(pull.value()).isNull();
            assertThat(pull.peek()).isEqualTo(ENTRIES.get(2));
            Map.Entry<String, Integer> last = pull.next();
            assertThat(pull.hasNext()).isFalse();
            assertThatThrownBy(pull::next).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(pull::peek).isInstanceOf(NoSuchElementException.class);
            assertThatThrownBy(pull::key).isInstanceOf(NoSuchElementException.class);
            assertThat(last).isEqualTo(ENTRIES.get(2));
            Pull2<String, Integer> closed = way.apply(pairs);
            assertThat(closed.hasNext()).isTrue();
            closed.close();
            assertThat(closed.hasNext()).isFalse();
            assertThat(closed.advance()).isFalse();
        }
        assertThat(ended).hasValue(8);
    }

    @Test
    void aRefusedCloseKeepsThePairThatWasFound() {
        Pull2<String, Integer> pull = pairs.pull();
        assertThat(pull.hasNext()).isTrue();
        assertThatThrownBy(() -> Threads.PLATFORM.run(pull::close)).isInstanceOf(IllegalStateException.class);
        assertThat(pull.next()).isEqualTo(ENTRIES.get(0));
        pull.close();
    }

    @Test
    void readingPairsAhead() {
        AtomicInteger pushed = new AtomicInteger();
        Seq2<String, Integer> counting = out -> {
            while (out.yield("k", pushed.incrementAndGet())) {}
        };
        try (Pull2<String, Integer> pull = Pull2.readAhead(counting, 4)) {
            assertThat(pull.advance()).isTrue();
            assertThat(pull.value()).isEqualTo(1);
            assertThat(pushed).hasValue(4);
        }
        try (Pull2<Object, Number> ofMethod = Pull2.readAhead((Pusher2<String, Integer>) counting, 1)) {
            assertThat(ofMethod.advance()).isTrue();
            assertThat(pushed).hasValue(5);
        }
        assertThatThrownBy(() -> Pull2.readAhead(counting, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cannot read 0 values ahead; n must be at least 1");
        assertThatThrownBy(() -> Pull2.readAhead((Seq2<String, String>) null, 1))
                .isInstanceOf(NullPointerException.class);
    }

    @Test
    void pairsFromMapsIterablesIteratorsAndStreams() {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put("a", 1);
        map.put(null, null);
        map.put("c", 3);
        AtomicInteger closed = new AtomicInteger();
        Seq2<String, Integer> ofMap = Seq2.of(map);
        Seq2<Object, Number> wider = Seq2.of(map);
        for (Seq2<String, Integer> seq : List.of(ofMap, Seq2.<String, Integer>of(ENTRIES), Seq2.of(Seq.of(ENTRIES)))) {
            for (int round = 0; round < 2; round++) {
                assertThat(seq.stream().toList()).isEqualTo(ENTRIES);
                assertThat(drain(seq.pull())).isEqualTo(ENTRIES);
                assertThat(drain(Pull2.detached(seq))).isEqualTo(ENTRIES);
                assertThat(drain(Pull2.readAhead(seq, 2))).isEqualTo(ENTRIES);
            }
        }
        assertThat(wider.pull().next()).isEqualTo(ENTRIES.get(0));
        assertThat(drain(Seq2.<String, Integer>of(ENTRIES.iterator()).pull())).isEqualTo(ENTRIES);
        for (int advances = 0; advances < 3; advances++) {
            try (Pull2<String, Integer> pull = Seq2.<String, Integer>of(
                            ENTRIES.stream().onClose(closed::incrementAndGet))
                    .pull()) {
                for (int i = 0; i < advances; i++) {
                    assertThat(pull.advance()).isTrue();
                }
            }
            assertThat(closed).hasValue(advances + 1);
        }
    }

    @Test
    void pairsOfAMapNeedNoCoroutine() throws Exception {
        Threads.PLATFORM.run(() -> {
            OsThread.lock();
            assertThat(drain(Seq2.of(Map.of("a", 1)).pull())).containsExactly(Map.entry("a", 1));
            assertThat(drain(Pull2.readAhead(Seq2.of(Map.of("a", 1)), 9))).containsExactly(Map.entry("a", 1));
            if (Coroutine.backend() == Coroutine.Backend.THREAD) {
                assertThatThrownBy(pairs::pull).isInstanceOf(UnsupportedOperationException.class);
            }
        });
    }

    @Test
    void combinatorsOverPairs() {
        Map<Object, Object> collected = Seq.of(pairs).filter(entry -> entry.getKey() != null).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(collected).isEqualTo(Map.of("a", 1, "c", 3));
        assertThat(Seq.of(oneToThree.zip(Seq.of("x", "y"))).map(Map.Entry::getValue).stream())
                .containsExactly("x", "y");
    }

    @Test
    void anEntryThatIsNullIsRefusedWhenItComes() {
        List<Map.Entry<String, Integer>> entries = Arrays.asList(ENTRIES.get(0), null);
        Pull2<String, Integer> pull = Seq2.<String, Integer>of(entries).pull();
        assertThat(pull.advance()).isTrue();
        assertThatThrownBy(pull::advance).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(pull::key).isInstanceOf(NoSuchElementException.class);
        assertThat(pull.advance()).isFalse();
    }

    @Test
    void nothingIsRefusedAtOnce() {
        assertThatThrownBy(() -> Seq2.of((Map<String, String>) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Seq2.of((Iterable<Map.Entry<String, String>>) null))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Seq2.of((Iterator<Map.Entry<String, String>>) null))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Seq2.of((Stream<Map.Entry<String, String>>) null))
                .isInstanceOf(NullPointerException.class);
    }

    private static <T> List<T> drain(Iterator<T> iterator) {
        List<T> values = new ArrayList<>();
        iterator.forEachRemaining(values::add);
        return values;
    }
}
