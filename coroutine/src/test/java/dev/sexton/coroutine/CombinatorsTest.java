package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sequences made from sequences: the same pushed and pulled, and nothing runs or stays open that need not. */
class CombinatorsTest {
    private static final Comparator<Object> BY_NUMBER = Comparator.comparing(value -> (Integer) value);

    /** Each combinator, made of the numbers from 1 to 5, with what comes out. */
    @SuppressWarnings("ImmutableEnumChecker") // Functions and lists that nobody changes.
    enum Combinator {
        MAP(s -> s.map(i -> i * 10), 10, 20, 30, 40, 50),
        FILTER(s -> s.filter(i -> i % 2 == 0), 2, 4),
        TAKE_WHILE(s -> s.takeWhile(i -> i < 4), 1, 2, 3),
        DROP_WHILE(s -> s.dropWhile(i -> i < 4), 4, 5),
        LIMIT(s -> s.limit(3), 1, 2, 3),
        LIMIT_BEYOND(s -> s.limit(100), 1, 2, 3, 4, 5),
        LIMIT_ALL(s -> s.limit(Long.MAX_VALUE), 1, 2, 3, 4, 5),
        LIMIT_NONE(s -> s.limit(0)),
        SKIP(s -> s.skip(3), 4, 5),
        SKIP_NONE(s -> s.skip(0), 1, 2, 3, 4, 5),
        SKIP_ALL(s -> s.skip(100)),
        DISTINCT(s -> s.concat(s).distinct(), 1, 2, 3, 4, 5),
        DISTINCT_BY_KEY(s -> s.distinct(i -> i % 3), 1, 2, 3),
        PEEK(s -> s.peek(i -> {}), 1, 2, 3, 4, 5),
        CHUNK(s -> s.chunk(2), List.of(1, 2), List.of(3, 4), List.of(5)),
        CHUNK_FULL(s -> s.chunk(5), List.of(1, 2, 3, 4, 5)),
        CHUNK_NOT_FULL(s -> s.chunk(Integer.MAX_VALUE), List.of(1, 2, 3, 4, 5)),
        WINDOW(s -> s.window(3), List.of(1, 2, 3), List.of(2, 3, 4), List.of(3, 4, 5)),
        WINDOW_OF_ONE(s -> s.window(1), List.of(1), List.of(2), List.of(3), List.of(4), List.of(5)),
        WINDOW_NOT_FULL(s -> s.window(6), List.of(1, 2, 3, 4, 5)),
        FLAT_MAP(s -> s.flatMap(i -> s.map(j -> i * 10 + j).limit(i % 3)), 11, 21, 22, 41, 51, 52),
        CONCAT(s -> s.limit(2).concat(s.skip(3)).concat(s.limit(1)), 1, 2, 4, 5, 1),
        ZIP(s -> s.zip(s.skip(2), (i, j) -> i * 10 + j), 13, 24, 35),
        ZIP_SHORTER(s -> s.limit(2).zip(s, (i, j) -> i * 10 + j), 11, 22),
        ZIP_LONGEST(s -> s.zipLongest(s.skip(2), (i, j) -> i + "-" + j), "1-3", "2-4", "3-5", "4-null", "5-null"),
        ZIP_LONGER(s -> s.skip(3).zipLongest(s, (i, j) -> i + "-" + j), "4-1", "5-2", "null-3", "null-4", "null-5"),
        MERGE(s -> s.filter(i -> i != 3).<Object>map(i -> i).mergeSorted(s, BY_NUMBER), 1, 1, 2, 2, 3, 4, 4, 5, 5),
        CHUNK_OF_CHUNKS(s -> s.chunk(2).chunk(2), List.of(List.of(1, 2), List.of(3, 4)), List.of(List.of(5))),
        WINDOW_OF_CHUNKS(s -> s.chunk(3).window(3), List.of(List.of(1, 2, 3), List.of(4, 5))),
        CHUNK_OF_LIMIT(s -> s.limit(3).chunk(2), List.of(1, 2), List.of(3)),
        LIMIT_OF_CHUNK(s -> s.chunk(2).limit(1), List.of(1, 2)),
        CHUNK_OF_TAKE_WHILE(s -> s.takeWhile(i -> i < 4).chunk(2).map(List::size), 2, 1),
        CHUNK_OF_NONE(s -> s.limit(0).chunk(2)),
        WINDOW_OF_NONE(s -> s.skip(9).window(2)),
        MANY(
                s -> s.map(i -> i + 1)
                        .filter(i -> i > 2)
                        .skip(1)
                        .limit(2)
                        .peek(i -> {})
                        .map(i -> "v" + i),
                "v4",
                "v5");

        final Function<Seq<Integer>, Seq<?>> on;
        final List<Object> values;

        Combinator(Function<Seq<Integer>, Seq<?>> on, Object... values) {
            this.on = on;
            this.values = List.of(values);
        }

        /** Works also where the compiler has to be content with an unknown type. */
        Seq<Object> on(Seq<Integer> seq) {
            return on.apply(seq).map(value -> value);
        }
    }

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger furthest = new AtomicInteger();

    /** 1 to 5 from a body that keeps the rules. */
    private final Seq<Integer> body = out -> {
        begun.incrementAndGet();
        try {
            for (int i = 1; i <= 5; i++) {
                furthest.accumulateAndGet(i, Math::max);
                if (!out.yield(i)) {
                    return;
                }
            }
        } finally {
            ended.incrementAndGet();
        }
    };

    private final Seq<Integer> list = Seq.of(List.of(1, 2, 3, 4, 5));

    @AfterEach
    void whatHasBegunHasEnded() {
        assertThat(ended).hasValue(begun.get());
    }

    @ParameterizedTest
    @EnumSource
    void pulledAndPushedAsOftenAsOneLikes(Combinator combinator) {
        for (Seq<Integer> source : List.of(body, list)) {
            Seq<Object> seq = combinator.on(source);
            for (int i = 0; i < 2; i++) {
                assertThat(PullRulesTest.drain(seq.pull())).isEqualTo(combinator.values);
                assertThat(pushed(seq)).isEqualTo(combinator.values);
                assertThat(PullRulesTest.drain(Pull.detached(seq))).isEqualTo(combinator.values);
                assertThat(PullRulesTest.drain(Pull.readAhead(seq, 2))).isEqualTo(combinator.values);
                assertThat(seq.stream().toList()).isEqualTo(combinator.values);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoPullsHaveTheirOwnState(Combinator combinator) {
        Seq<Object> seq = combinator.on(body);
        List<Object> values = new ArrayList<>();
        List<Object> others = new ArrayList<>();
        Pull<Object> pull = seq.pull();
        Pull<Object> other = seq.pull();
        while (pull.advance()) {
            values.add(pull.value());
            if (other.advance()) {
                others.add(other.value());
            }
        }
        assertThat(other.advance()).isFalse();
        assertThat(values).isEqualTo(others).isEqualTo(combinator.values);
    }

    @ParameterizedTest
    @EnumSource
    void nothingRunsBeforeItIsAdvanced(Combinator combinator) {
        Seq<Object> seq = combinator.on(body);
        Pull<Object> pull = seq.pull();
        assertThat(begun).hasValue(0);
        assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
        pull.close();
        pull.close();
        assertThat(pull.advance()).isFalse();
        assertThat(begun).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource
    void closingAPullClosesWhatItTakesFrom(Combinator combinator) {
        for (int taken = 1; taken <= combinator.values.size(); taken++) {
            for (Pull<Object> pull : pulls(combinator)) {
                for (Object value : combinator.values.subList(0, taken)) {
                    assertThat(pull.next()).isEqualTo(value);
                }
                pull.close();
                assertThat(ended).hasValue(begun.get());
                assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
                assertThat(pull.advance()).isFalse();
                pull.close();
            }
        }
    }

    private List<Pull<Object>> pulls(Combinator combinator) {
        Seq<Object> seq = combinator.on(body);
        return List.of(seq.pull(), Pull.detached(seq), Pull.readAhead(seq, 3));
    }

    @ParameterizedTest
    @EnumSource
    void aConsumerThatStopsAPushGetsNothingMore(Combinator combinator) {
        stopAPush(combinator, body);
    }

    /** What a combinator pulls, although it is pushed itself, must keep the rules of a body that is pulled. */
    @ParameterizedTest
    @EnumSource(
            names = {"ZIP.*", "MERGE"},
            mode = EnumSource.Mode.MATCH_NONE)
    void notEvenFromASourceThatGoesOn(Combinator combinator) {
        Seq<Integer> rude = out -> {
            for (int i = 1; i <= 5; i++) {
                out.yield(i);
            }
        };
        assertThat(pushed(combinator.on(rude))).isEqualTo(combinator.values);
        stopAPush(combinator, rude);
    }

    private static void stopAPush(Combinator combinator, Seq<Integer> source) {
        for (int taken = 1; taken <= combinator.values.size(); taken++) {
            List<Object> got = new ArrayList<>();
            int wanted = taken;
            combinator.on(source).push(value -> {
                got.add(value);
                return got.size() < wanted;
            });
            assertThat(got).isEqualTo(combinator.values.subList(0, taken));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConsumerThatThrowsStopsAPush(Combinator combinator) {
        AssertionError failure = new AssertionError();
        for (int taken = 1; taken <= combinator.values.size(); taken++) {
            List<Object> got = new ArrayList<>();
            int wanted = taken;
            assertThat(catchThrowable(() -> combinator.on(body).push(value -> {
                        got.add(value);
                        if (got.size() == wanted) {
                            throw failure;
                        }
                        return true;
                    })))
                    .isSameAs(failure);
            assertThat(got).isEqualTo(combinator.values.subList(0, taken));
            assertThat(ended).hasValue(begun.get());
        }
    }

    /** A locked thread cannot have a confined coroutine on the backend that runs bodies on threads. */
    @ParameterizedTest
    @EnumSource
    void overAListThereIsNoCoroutine(Combinator combinator) throws Exception {
        Threads.PLATFORM.run(() -> {
            OsThread.lock();
            assertThat(PullRulesTest.drain(combinator.on(list).pull())).isEqualTo(combinator.values);
            assertThat(pushed(combinator.on(list))).isEqualTo(combinator.values);
            if (Coroutine.backend() == Coroutine.Backend.THREAD) {
                assertThatThrownBy(() -> combinator.on(body).pull()).isInstanceOf(UnsupportedOperationException.class);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aFailureOfTheSourceComesOutOnce(Combinator combinator) {
        IllegalArgumentException failure = new IllegalArgumentException("from the source");
        Seq<Integer> failing = body.peek(i -> {
            throw failure;
        });
        if (combinator.values.isEmpty()
                && combinator != Combinator.SKIP_ALL
                && combinator != Combinator.WINDOW_OF_NONE) {
            return;
        }
        Pull<Object> pull = combinator.on(failing).pull();
        assertThat(catchThrowable(pull::advance)).isSameAs(failure);
        assertThat(ended).hasValue(begun.get());
        assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
        assertThat(pull.advance()).isFalse();
        pull.close();
        assertThat(catchThrowable(() -> pushed(combinator.on(failing)))).isSameAs(failure);
        assertThat(failure).hasNoSuppressedExceptions();
    }

    @ParameterizedTest
    @EnumSource
    void anotherThreadIsRefusedAndChangesNothing(Combinator combinator) {
        Pull<Object> pull = combinator.on(list).pull();
        if (pull.advance()) {
            assertThatThrownBy(() -> Threads.PLATFORM.run(pull::advance)).hasMessageContaining("confined to");
            assertThatThrownBy(() -> Threads.PLATFORM.run(pull::close)).hasMessageContaining("confined to");
            List<Object> values = new ArrayList<>(List.of(pull.value()));
            values.addAll(PullRulesTest.drain(pull));
            assertThat(values).isEqualTo(combinator.values);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStreamIsClosedAlsoIfNothingWasTaken(Combinator combinator) {
        List<Function<Seq<Object>, Pull<Object>>> ways =
                List.of(Pull::of, Pull::detached, seq -> Pull.readAhead(seq, 2));
        for (Function<Seq<Object>, Pull<Object>> way : ways) {
            AtomicInteger closed = new AtomicInteger();
            way.apply(combinator.on(Seq.of(Stream.of(1, 2, 3).onClose(closed::incrementAndGet))))
                    .close();
            assertThat(closed).hasValue(1);
        }
    }

    @Test
    void aStreamThatAPushDoesNotReachIsClosed() {
        AtomicInteger closed = new AtomicInteger();
        Seq<Integer> stream = Seq.of(Stream.of(1, 2, 3).onClose(closed::incrementAndGet));
        list.concat(stream).push(value -> value < 2);
        assertThat(closed).hasValue(1);
        Seq<Integer> other = Seq.of(Stream.of(1, 2, 3).onClose(closed::incrementAndGet));
        Seq.<Integer>of().zip(other).push((one, two) -> true);
        assertThat(closed).hasValue(2);
        Seq<Integer> limited = Seq.of(Stream.of(1, 2, 3).onClose(closed::incrementAndGet));
        limited.limit(0).push(value -> true);
        assertThat(closed).hasValue(3);
    }

    @Test
    void aLimitAsksForNoMore() {
        Pull<Integer> pull = body.limit(2).pull();
        assertThat(pull.next()).isEqualTo(1);
        assertThat(pull.next()).isEqualTo(2);
        assertThat(pull.advance()).isFalse();
        assertThat(pushed(body.limit(2))).containsExactly(1, 2);
        assertThat(PullRulesTest.drain(Pull.detached(body.limit(2)))).containsExactly(1, 2);
        assertThat(PullRulesTest.drain(Pull.readAhead(body.limit(2), 9))).containsExactly(1, 2);
        assertThat(body.limit(2).stream().toList()).containsExactly(1, 2);
        assertThat(furthest).hasValue(2);
        assertThat(PullRulesTest.drain(body.skip(2).pull())).containsExactly(3, 4, 5); // The same measurement.
        assertThat(furthest).hasValue(5);
    }

    @Test
    void aLimitOfNoneNeverRunsTheSource() {
        assertThat(pushed(body.limit(0))).isEmpty();
        assertThat(body.limit(0).pull().advance()).isFalse();
        assertThat(begun).hasValue(0);
    }

    @Test
    void oneValueAtATime() {
        List<String> log = new ArrayList<>();
        Pull<String> pull = list.peek(i -> log.add("in " + i))
                .flatMap(i -> Seq.of(i, -i).peek(j -> log.add("inner " + j)))
                .map(i -> {
                    log.add("map " + i);
                    return "v" + i;
                })
                .pull();
        assertThat(pull.next()).isEqualTo("v1");
        log.add("taken");
        assertThat(pull.next()).isEqualTo("v-1");
        log.add("taken");
        assertThat(pull.next()).isEqualTo("v2");
        assertThat(log)
                .containsExactly(
                        "in 1", "inner 1", "map 1", "taken", "inner -1", "map -1", "taken", "in 2", "inner 2", "map 2");
    }

    @Test
    void nullsAreValues() {
        List<String> some = Arrays.asList(null, "a", null);
        Seq<String> seq = Seq.of(some);
        assertThat(both(seq.map(s -> s))).isEqualTo(some);
        assertThat(both(seq.filter(s -> s == null))).containsExactly(null, null);
        assertThat(both(seq.takeWhile(s -> s == null))).containsExactly((String) null);
        assertThat(both(seq.dropWhile(s -> s == null))).containsExactly("a", null);
        assertThat(both(seq.limit(1))).containsExactly((String) null);
        assertThat(both(seq.skip(2))).containsExactly((String) null);
        assertThat(both(seq.distinct())).containsExactly(null, "a");
        assertThat(both(seq.distinct(s -> null))).containsExactly((String) null);
        assertThat(both(seq.chunk(2))).containsExactly(Arrays.asList(null, "a"), Arrays.asList((String) null));
        assertThat(both(seq.window(2))).containsExactly(Arrays.asList(null, "a"), Arrays.asList("a", null));
        assertThat(both(seq.flatMap(s -> Seq.of(s, s)))).containsExactly(null, null, "a", "a", null, null);
        assertThat(both(seq.concat(seq))).hasSize(6).containsOnly("a", null);
        assertThat(both(seq.zip(seq, (a, b) -> a))).isEqualTo(some);
        assertThat(both(seq.zipLongest(Seq.<String>of(), (a, b) -> a))).isEqualTo(some);
        assertThat(both(seq.mergeSorted(seq, Comparator.nullsFirst(Comparator.naturalOrder()))))
                .hasSize(6);
    }

    @Test
    void listsStayAsTheyCameOut() {
        for (Seq<List<Integer>> seq : List.of(list.chunk(2), list.window(2))) {
            Pull<List<Integer>> pull = seq.pull();
            List<Integer> first = pull.next();
            pull.next();
            assertThat(first).containsExactly(1, 2);
            assertThatThrownBy(() -> first.add(3)).isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void pairsOfTwoSequences() {
        Pull2<Integer, String> pull = list.zip(Seq.of("a", "b")).pull();
        assertThatThrownBy(pull::key).isInstanceOf(NoSuchElementException.class);
        assertThat(pull.advance()).isTrue();
        assertThat(pull.key() + pull.value()).isEqualTo("1a");
        assertThat(pull.advance()).isTrue();
        assertThat(pull.key() + pull.value()).isEqualTo("2b");
        assertThat(pull.advance()).isFalse();
        assertThatThrownBy(pull::key).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
        List<String> pairs = new ArrayList<>();
        Seq.of("x").zipLongest(list, "-", 0).push((key, value) -> pairs.add(key + value) && value < 3);
        assertThat(pairs).containsExactly("x1", "-2", "-3");
        Pull2<String, Integer> detached = Pull2.detached(Seq.of("x", "y").zipLongest(body.limit(1), "-", 0));
        assertThat(detached.advance()).isTrue();
        assertThat(detached.advance()).isTrue();
        assertThat(detached.key() + detached.value()).isEqualTo("y0");
        assertThat(detached.advance()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aZipClosesTheLongerSide(int length) {
        Seq<Integer> shorter = list.limit(length);
        for (Seq<Integer> zip : List.of(body.zip(shorter, Integer::sum), shorter.zip(body, Integer::sum))) {
            Pull<Integer> pull = zip.pull();
            for (int i = 0; i < length; i++) {
                assertThat(pull.advance()).isTrue();
            }
            assertThat(begun.get() - ended.get()).isEqualTo(length == 0 ? 0 : 1);
            assertThat(pull.advance()).isFalse();
            assertThat(ended).hasValue(begun.get());
            assertThat(pushed(zip)).hasSize(length);
            assertThat(ended).hasValue(begun.get());
        }
    }

    @Test
    void mergingKeepsTheOrderOfEqualValuesAndAdvancesEachSideOnlyWhenNeeded() {
        List<String> log = new ArrayList<>();
        Seq<String> left = Seq.of("1 left", "2 left").peek(log::add);
        Seq<String> right = Seq.of("1 right", "3 right", "4 right").peek(log::add);
        Comparator<String> order = Comparator.comparingInt(s -> s.charAt(0));
        Pull<String> pull = left.mergeSorted(right, order).pull();
        assertThat(pull.next()).isEqualTo("1 left");
        assertThat(pull.value()).isEqualTo("1 left");
        assertThat(log).containsExactly("1 left", "1 right");
        assertThat(PullRulesTest.drain(pull)).containsExactly("1 right", "2 left", "3 right", "4 right");
        assertThat(log).containsExactly("1 left", "1 right", "2 left", "3 right", "4 right");
    }

    @Test
    void argumentsAreCheckedAtOnce() {
        assertThatThrownBy(() -> list.limit(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no sequence is limited to -1 values; pass 0 for none of them, or more");
        assertThatThrownBy(() -> list.skip(-2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no sequence begins 2 values before its first; pass 0 to skip none, or more");
        assertThatThrownBy(() -> list.skip(Long.MIN_VALUE)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> list.chunk(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a chunk of 0 values would never be full; size must be at least 1");
        assertThatThrownBy(() -> list.window(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a window of -1 values");
        List<ThrowingCallable> nulls = List.of(
                () -> list.map(null),
                () -> list.filter(null),
                () -> list.takeWhile(null),
                () -> list.dropWhile(null),
                () -> list.distinct(null),
                () -> list.peek(null),
                () -> list.flatMap(null),
                () -> list.concat(null),
                () -> list.zip(null),
                () -> list.zip(null, (a, b) -> a),
                () -> list.zip(list, null),
                () -> list.zipLongest(null),
                () -> list.zipLongest(null, (a, b) -> a),
                () -> list.zipLongest(list, null),
                () -> list.zipLongest(null, 1, 1),
                () -> list.mergeSorted(null, BY_NUMBER),
                () -> list.mergeSorted(list, null));
        assertThat(nulls).allSatisfy(call -> assertThatThrownBy(call).isInstanceOf(NullPointerException.class));
    }

    @ParameterizedTest
    @EnumSource
    void nobodyToPushToIsRefusedBeforeAnythingIsTaken(Combinator combinator) {
        Iterator<Integer> values = List.of(1, 2, 3, 4, 5).iterator();
        assertThatThrownBy(() -> combinator.on(Seq.of(values)).push(null)).isInstanceOf(NullPointerException.class);
        assertThat(values.next()).isEqualTo(1);
    }

    /** Each function that a combinator calls, failing for one value. */
    @SuppressWarnings("ImmutableEnumChecker")
    enum Failing {
        MAP(s -> s.map(i -> i / (i - 3))),
        FILTER(s -> s.filter(i -> i / (i - 3) < 9)),
        TAKE_WHILE(s -> s.takeWhile(i -> i / (i - 3) < 9)),
        DROP_WHILE(s -> s.dropWhile(i -> i / (i - 3) < 9)),
        DISTINCT(s -> s.distinct(i -> i / (i - 3))),
        PEEK(s -> s.peek(i -> check(i / (i - 3)))),
        FLAT_MAP(s -> s.flatMap(i -> Seq.of(i / (i - 3)))),
        INNER(s -> s.flatMap(i -> s.map(j -> j / (i * j - 3)))),
        ZIP(s -> s.zip(s, (i, j) -> i / (j - 3))),
        ZIP_LONGEST(s -> s.zipLongest(s.limit(1), (i, j) -> i / (i - 3))),
        MERGE(s -> s.mergeSorted(s, (i, j) -> i - j + 5 / (i - 3) * 9)),
        CONCAT(s -> s.concat(s.map(i -> i / (i - 3)))),
        CHUNK(s -> s.chunk(2).map(l -> l.getLast() / (l.getFirst() - 3))),
        LAST_CHUNK(s -> s.chunk(2).map(l -> l.getLast() / (l.size() - 1)));

        final Function<Seq<Integer>, Seq<Integer>> on;

        Failing(Function<Seq<Integer>, Seq<Integer>> on) {
            this.on = on;
        }

        private static void check(int quotient) {
            assertThat(quotient).isLessThan(9);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFunctionThatThrowsClosesWhatIsOpen(Failing failing) {
        for (Pull<Integer> pull : pulls(failing.on.apply(body))) {
            assertThatThrownBy(() -> PullRulesTest.drain(pull))
                    .isInstanceOf(ArithmeticException.class)
                    .satisfies(t -> assertThat(t.getSuppressed()).isEmpty());
            assertThat(ended).hasValue(begun.get());
            assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
            assertThat(pull.advance()).isFalse();
            pull.close();
            assertThat(pull.advance()).isFalse();
        }
        assertThatThrownBy(() -> pushed(failing.on.apply(body))).isInstanceOf(ArithmeticException.class);
    }

    private static <T> List<Pull<T>> pulls(Seq<T> seq) {
        return List.of(seq.pull(), Pull.detached(seq));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CONCAT", "LAST_CHUNK", "ZIP_LONGEST"}, // There one ends before.
            mode = EnumSource.Mode.EXCLUDE)
    void whatClosingThrowsBesidesIsSuppressed(Failing failing) {
        List<Throwable> thrown = new ArrayList<>();
        Seq<Integer> seq = failing.on.apply(failingAtItsEnd(thrown));
        for (Seq<Integer> each : List.of(seq, Seq.of(0).concat(seq))) {
            Throwable t = catchThrowable(() -> PullRulesTest.drain(each.pull()));
            assertThat(t).isInstanceOf(ArithmeticException.class);
            assertThat(suppressed(t)).isNotEmpty().isEqualTo(thrown);
            thrown.clear();
        }
    }

    private static List<Throwable> suppressed(Throwable thrown) {
        List<Throwable> all = new ArrayList<>();
        for (Throwable each : thrown.getSuppressed()) {
            all.add(each);
            all.addAll(suppressed(each));
        }
        return all;
    }

    private Seq<Integer> failingAtItsEnd(List<Throwable> thrown) {
        return out -> {
            try {
                body.push(out);
            } finally {
                IllegalStateException atEnd = new IllegalStateException("from finally");
                thrown.add(atEnd);
                throwIt(atEnd);
            }
        };
    }

    private static void throwIt(RuntimeException thrown) {
        throw thrown;
    }

    @Test
    void allAreClosedEvenIfOneFails() {
        List<Throwable> thrown = new ArrayList<>();
        Seq<Integer> failing = failingAtItsEnd(thrown);
        closeBoth(failing.zip(failing, Integer::sum).pull(), thrown);
        closeBoth(failing.mergeSorted(failing, BY_NUMBER).pull(), thrown);
        closeBoth(failing.flatMap(i -> failing).pull(), thrown);
    }

    private static void closeBoth(Pull<Integer> pull, List<Throwable> thrown) {
        assertThat(pull.advance()).isTrue();
        Throwable t = catchThrowable(pull::close);
        assertThat(thrown).hasSize(2);
        assertThat(t).isSameAs(thrown.get(0));
        assertThat(t.getSuppressed()).containsExactly(thrown.get(1));
        pull.close();
        assertThat(pull.advance()).isFalse();
        thrown.clear();
    }

    /** The advance after the last value closes the source. */
    @ParameterizedTest
    @EnumSource(names = {"TAKE_WHILE", "LIMIT", "ZIP", "ZIP_SHORTER", "CHUNK_OF_LIMIT", "CONCAT"})
    void whatASourceThrowsWhenItIsStoppedComesOutOnceAndLeavesNoValue(Combinator combinator) {
        Pull<Object> pull = combinator.on(failingAtItsEnd(new ArrayList<>())).pull();
        Throwable thrown = catchThrowable(() -> PullRulesTest.drain(pull));
        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("from finally");
        assertThatThrownBy(pull::value).isInstanceOf(NoSuchElementException.class);
        assertThat(pull.advance()).isFalse();
        pull.close();
    }

    @Test
    void theSameExceptionTwiceIsNotSuppressedByItself() {
        IllegalStateException same = new IllegalStateException();
        Seq<Integer> failing = out -> {
            if (!out.yield(1)) {
                throw same;
            }
        };
        Pull<Integer> pull = failing.zip(failing, Integer::sum).pull();
        assertThat(pull.advance()).isTrue();
        assertThat(catchThrowable(pull::close)).isSameAs(same).hasNoSuppressedExceptions();
    }

    @Test
    void nestedSequencesAreClosedFromTheInnermost() {
        List<String> log = new ArrayList<>();
        Pull<Integer> pull = logged(log, "outer")
                .flatMap(i -> logged(log, "middle").flatMap(j -> logged(log, "inner")))
                .pull();
        assertThat(pull.advance()).isTrue();
        pull.close();
        assertThat(log).containsExactly("inner", "middle", "outer");
    }

    private static Seq<Integer> logged(List<String> log, String name) {
        return out -> {
            while (out.yield(1)) {}
            log.add(name);
        };
    }

    @Test
    void aConcatenationOfManyIsNotDeep() {
        Seq<Integer> many = Seq.of();
        for (int i = 0; i < 20_000; i++) {
            many = many.concat(Seq.of(i));
        }
        assertThat(PullRulesTest.drain(many.pull())).hasSize(20_000);
        assertThat(pushed(many)).hasSize(20_000);
    }

    @Test
    void whatAFunctionOfFlatMapMustNotReturn() {
        Pull<Integer> pull = body.flatMap(i -> (Seq<Integer>) null).pull();
        assertThatThrownBy(pull::advance)
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("Seq.of()");
        assertThatThrownBy(() -> pushed(body.flatMap(i -> (Seq<Integer>) null)))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("Seq.of()");
    }

    @Test
    void aFunctionCannotAdvanceOrCloseItsOwnPull() {
        AtomicReference<Pull<Integer>> self = new AtomicReference<>();
        List<Throwable> thrown = new ArrayList<>();
        for (Seq<Integer> source : List.of(list, body)) {
            self.set(source.map(i -> {
                        thrown.add(catchThrowable(() -> self.get().advance()));
                        thrown.add(catchThrowable(() -> self.get().close()));
                        thrown.add(catchThrowable(() -> self.get().hasNext()));
                        return i;
                    })
                    .pull());
            assertThat(PullRulesTest.drain(self.get())).containsExactly(1, 2, 3, 4, 5);
        }
        assertThat(thrown)
                .hasSize(30)
                .allSatisfy(t ->
                        assertThat(t).isInstanceOf(IllegalStateException.class).hasMessageContaining("re-entry"));
    }

    /** Advancing needs the locks of the creation. Who is refused may try again. */
    @Test
    void aRefusalBecauseOfALockLosesNothing() throws Exception {
        Threads.PLATFORM.run(() -> {
            Seq<Integer> some = list;
            refusedOnce(body.map(i -> i), List.of(1, 2, 3, 4, 5));
            refusedOnce(body.chunk(2).map(List::getLast), List.of(2, 4, 5));
            refusedOnce(some.zip(body, Integer::sum), List.of(2, 4, 6, 8, 10));
            refusedOnce(body.zip(some, Integer::sum), List.of(2, 4, 6, 8, 10));
            refusedOnce(some.limit(1).zipLongest(body, 0, 0), 5);
            refusedOnce(some.mergeSorted(body, BY_NUMBER), List.of(1, 1, 2, 2, 3, 3, 4, 4, 5, 5));
            refusedOnce(some.limit(1).concat(body), List.of(1, 1, 2, 3, 4, 5));
            refusedOnce(Seq.of(0).flatMap(i -> body), List.of(1, 2, 3, 4, 5));
        });
    }

    private static void refusedOnce(Seq2<Integer, Integer> seq, int size) {
        Pull2<Integer, Integer> pull = seq.pull();
        int count = 0;
        while (pull.advance()) {
            count++;
            int value = pull.value();
            assertThat(locked(pull::advance)).isInstanceOf(ThreadLockMismatchException.class);
            assertThat(pull.value()).isEqualTo(value);
        }
        assertThat(count).isEqualTo(size);
    }

    private void refusedOnce(Seq<Integer> seq, List<Integer> values) {
        for (int at = 1; at < values.size() - 1; at++) {
            Pull<Integer> pull = seq.pull();
            for (Integer value : values.subList(0, at)) {
                assertThat(pull.next()).isEqualTo(value);
            }
            if (locked(pull::advance) instanceof ThreadLockMismatchException) {
                assertThat(pull.value()).isEqualTo(values.get(at - 1));
                assertThat(PullRulesTest.drain(pull)).isEqualTo(values.subList(at, values.size()));
            } else {
                pull.close(); // The advance did not need the body.
            }
            assertThat(ended).hasValue(begun.get());
        }
        Pull<Integer> closed = seq.pull();
        assertThat(closed.next()).isEqualTo(values.get(0));
        assertThat(closed.next()).isEqualTo(values.get(1));
        assertThat(locked(closed::close)).isInstanceOf(ThreadLockMismatchException.class);
        assertThat(closed.value()).isEqualTo(values.get(1));
        closed.close();
        assertThat(ended).hasValue(begun.get());
    }

    /** Returns what the call throws in the thread when it is locked. */
    private static Throwable locked(ThrowingCallable call) {
        OsThread.lock();
        try {
            return catchThrowable(call);
        } finally {
            OsThread.unlock();
        }
    }

    private static <T> List<T> both(Seq<T> seq) {
        List<T> pushed = pushed(seq);
        assertThat(PullRulesTest.drain(seq.pull())).isEqualTo(pushed);
        return pushed;
    }

    private static <T> List<T> pushed(Seq<T> seq) {
        List<T> values = new ArrayList<>();
        seq.push(values::add);
        return values;
    }
}
