package dev.sexton.cleanup.internal.slots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.Gc;
import dev.sexton.cleanup.internal.gc.FakeCycle;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much memory the registry holds, in spans of a kilobyte each, and that what is added to it is found. */
class SpanRegistryTest {
    private final Object alive = new Object();
    private final Counts counts = new Counts();
    private final SpanRegistry registry = new SpanRegistry(counts, 1);
    private int collections;

    @Test
    void addAndStopReuseTheSameSpan() {
        for (int i = 0; i < 100_000; i++) {
            assertThat(add().stop()).isTrue();
        }
        assertThat(registry.size()).isEqualTo(1);
    }

    /** The twin: what is not stopped needs its slots. */
    @Test
    void addWithoutStopNeedsSpans() {
        for (int i = 0; i < 100_000; i++) {
            add();
        }
        assertThat(registry.size()).isEqualTo(-Math.floorDiv(-100_000, Span.SLOTS));
    }

    /** Each cleanup lives while a thousand younger ones come: a span empties only after it was full and left behind. */
    @Test
    void aWindowOfLiveCleanupsHoldsMemoryForTheWindow() {
        Deque<Special> window = new ArrayDeque<>();
        for (int i = 0; i < 200_000; i++) {
            window.add(add());
            if (window.size() > 1000) {
                assertThat(window.remove().stop()).isTrue();
            }
            if (i % 10_000 == 0) {
                sweep();
                assertThat(registry.size()).as("after %s", i).isLessThan(60);
            }
        }
    }

    /** One of each span's cleanups survives: the spans are handed out again, around the survivors. */
    @Test
    void sparseSurvivorsDoNotHoldASpanEach() {
        List<Special> survivors = new ArrayList<>();
        for (int round = 0; round < 50; round++) {
            List<Special> batch =
                    IntStream.range(0, 100 * Span.SLOTS).mapToObj(i -> add()).toList();
            for (int i = 0; i < batch.size(); i++) {
                if (i % Span.SLOTS == 0) {
                    survivors.add(batch.get(i));
                } else {
                    FakeCycle.kill(batch.get(i));
                }
            }
            sweep();
        }
        assertThat(survivors).hasSize(5_000);
        assertThat(live()).isEqualTo(5_000);
        assertThat(registry.size()).as("a hundred at a time are in use").isLessThan(250);
    }

    @Test
    void emptySpansAreLetGo() {
        List<Special> all =
                IntStream.range(0, 100 * Span.SLOTS).mapToObj(i -> add()).toList();
        assertThat(registry.size()).isEqualTo(100);
        all.forEach(FakeCycle::kill);
        sweep();
        assertThat(registry.size()).as("the current one of the stripe").isEqualTo(1);
    }

    /** Passed over by young sweeps, kept while something lives in them, and then let go. */
    @Test
    void spansOfOldCleanupsAreKeptWhileTheyAreNeeded() {
        List<Special> all =
                IntStream.range(0, 10 * Span.SLOTS).mapToObj(i -> add()).toList();
        int collection = makeOld(0);
        assertThat(registry.begin(false)).as("the current one of the stripe").hasSize(1);
        pass(true, ++collection);
        pass(true, ++collection);
        assertThat(registry.size()).isEqualTo(10);
        assertThat(live()).isEqualTo(all.size());

        all.forEach(FakeCycle::kill);
        pass(false, ++collection);
        assertThat(live()).as("the old ones").isEqualTo(9 * Span.SLOTS);
        pass(true, ++collection);
        assertThat(live()).isZero();
        assertThat(registry.size()).isEqualTo(1);
    }

    /** It stands among the young and the old for a while, and is counted once; in the end it is old again. */
    @Test
    void anOldSpanThatIsUsedAgainIsCountedOnceAndBecomesOldAgain() {
        List<Special> all = new ArrayList<>();
        IntStream.range(0, 2 * Span.SLOTS).forEach(i -> all.add(add()));
        int collection = makeOld(0);
        List<Special> half = all.subList(0, Span.SLOTS / 2);
        half.forEach(FakeCycle::kill);
        pass(true, ++collection);
        int gone = half.size();
        assertThat(registry.size()).isEqualTo(2);

        IntStream.range(0, gone).forEach(i -> all.add(add()));
        assertThat(registry.size()).as("the old one is used again").isEqualTo(2);
        assertThat(registry.added(gone)).isEqualTo(all.size());
        assertThat(registry.begin(false)).hasSize(2);
        assertThat(registry.added(gone)).as("among both").isEqualTo(all.size());
        all.add(add()); // in a third span, so that the two are full
        pass(true, ++collection);
        collection = makeOld(collection);
        assertThat(registry.begin(false)).as("the third").hasSize(1);
        assertThat(registry.begin(true)).hasSize(3);

        all.forEach(FakeCycle::kill);
        pass(true, ++collection);
        assertThat(live()).isZero();
    }

    /** While it waits to be listed again, the span fills, empties, and is discarded by the end of the pass under way. */
    @Test
    void aSpanThatIsDiscardedBeforeItIsListedAgainIsLetGo() {
        List<Special> all = new ArrayList<>();
        IntStream.range(0, Span.SLOTS + 1).forEach(i -> all.add(add()));
        all.subList(0, Span.SLOTS / 2).forEach(Special::stop);
        sweep(); // finds that there is room in the first span
        Span[] due = registry.begin(true);
        IntStream.range(0, 2 * Span.SLOTS).forEach(i -> all.add(add()));
        all.forEach(Special::stop);
        end(due);
        sweep();
        sweep();
        assertThat(registry.begin(true)).as("the current one of the stripe").hasSize(1);
    }

    private void end(Span[] due) {
        for (Span span : due) {
            span.sweep(Special::isDead, Span::take);
        }
        registry.end(true, ++collections);
    }

    @Test
    void itIsLargeByAllItsSpans() {
        IntStream.range(0, (SpanRegistry.LARGE - 1) * Span.SLOTS).forEach(i -> add());
        int collection = makeOld(0);
        assertThat(registry.isLarge()).isFalse();
        add();
        pass(false, ++collection);
        assertThat(registry.isLarge()).isTrue();
    }

    /** Lets everything grow old that is in a full span; returns the number of the last collection. */
    private int makeOld(int collection) {
        for (int i = 0; i <= SpanRegistry.OLD_AGE; i++) {
            pass(false, ++collection);
        }
        return collection;
    }

    private void sweep() {
        pass(true, ++collections);
    }

    /** Takes out what is dead, as the sweeper does. */
    private void pass(boolean oldToo, int collection) {
        for (Span span : registry.begin(oldToo)) {
            span.sweep(Special::isDead, Span::take);
        }
        registry.end(oldToo, collection);
    }

    /** An adder that was slow puts its special into a span that the sweeper has let go: it has to notice. */
    @Test
    void aSpecialThatCameTooLateIntoADiscardedSpanIsNotLost() {
        Span span = new Span(counts);
        span.retire();
        assertThat(span.discard()).isTrue();
        Special special = special();
        assertThat(span.add(special)).as("nothing stops a slow adder").isTrue();
        assertThat(span.isDiscarded()).as("but this tells it").isTrue();
        assertThat(special.take()).as("and it can take it back").isNotNull();
    }

    /** The same, through the registry: between the choice of the span and the slot, the span fills, empties and is let go. */
    @Test
    void anAdderThatWasOvertakenByADiscardGoesElsewhere() throws Exception {
        Special slow = new Special(alive) {
            private boolean overtaken;

            @Override
            public void run() {}

            @Override
            Object action() {
                return null;
            }

            @Override
            void place(Span span, int slot) {
                if (!overtaken) {
                    overtaken = true;
                    List<Special> others = IntStream.rangeClosed(0, Span.SLOTS)
                            .mapToObj(i -> add())
                            .toList();
                    others.forEach(Special::stop);
                    sweep();
                    assertThat(span.isDiscarded()).isTrue();
                }
                super.place(span, slot);
            }
        };
        registry.add(slow);
        FakeCycle.kill(slow);
        assertThat(live()).isEqualTo(1);
        sweep();
        assertThat(live()).as("a sweep finds it").isZero();
    }

    /** A handle may be kept for years; the span is a kilobyte, and refers to two hundred others' cleanups. */
    @Test
    void aStoppedSpecialDoesNotHoldItsSpan() {
        Special stopped = special();
        Special live = special();
        WeakReference<Span> span = spanOf(stopped);
        WeakReference<Span> spanOfLive = spanOf(live);
        assertThat(stopped.stop()).isTrue();
        Gc.until("the span was collected", () -> span.get() == null);
        assertThat(spanOfLive.get()).as("the twin").isNotNull();
        assertThat(live.stop()).isTrue();
    }

    private WeakReference<Span> spanOf(Special special) {
        Span span = new Span(counts);
        assertThat(span.add(special)).isTrue();
        return new WeakReference<>(span);
    }

    @Test
    void aSpanIntoWhichSomethingCameIsNotDiscarded() {
        Span span = new Span(counts);
        span.retire();
        span.add(special());
        assertThat(span.discard()).isFalse();
        assertThat(span.isDiscarded()).isFalse();
    }

    @Test
    void anOpenSpanIsNotDiscarded() {
        assertThat(new Span(counts).discard()).isFalse();
    }

    /**
     * A worker that was held up in its look at a span may find nothing in it long after the pass, when the span has come to hold
     * others. It must leave the span alone: the registry alone lets go of spans, and sees none in between.
     */
    @Test
    void aLateLookLetsGoOfNothing() {
        Span span = new Span(counts);
        span.retire();
        span.sweep(Special::isDead, (from, slot, special) -> {});
        assertThat(span.isDiscarded()).isFalse();
        assertThat(span.isDiscardedIfEmpty()).as("the registry does").isTrue();
    }

    /** Counted are those that are there; what leaves between the two readings is missed for now, and never counted twice. */
    @Test
    void whatWasAddedIsWhatHasGoneAndWhatIsThere() {
        List<Special> all =
                IntStream.range(0, 3 * Span.SLOTS).mapToObj(i -> add()).toList();
        assertThat(registry.added(0)).isEqualTo(all.size());
        long goneBefore = counts.stoppedSoFar();
        assertThat(all.get(0).stop()).isTrue();
        assertThat(registry.added(goneBefore)).as("it does not go down").isEqualTo(all.size());
        add();
        assertThat(registry.added(goneBefore)).as("too few for now").isEqualTo(all.size());
        assertThat(registry.added(counts.stoppedSoFar())).isEqualTo(all.size() + 1);
    }

    private int live() {
        int[] live = new int[1];
        registry.forEach(special -> live[0]++);
        return live[0];
    }

    private Special add() {
        Special special = special();
        registry.add(special);
        return special;
    }

    private Special special() {
        return new LongSpecial(alive, argument -> {}, 0);
    }

    /** An open span has its adders, and a discarded one is swept no more. */
    @Test
    void onlyAFullSpanIsReopenedAndThenFilledFromItsBeginning() {
        Span span = new Span(new Counts());
        Special first = new LongSpecial(this, argument -> {}, 0);
        assertThat(span.add(first)).isTrue();
        while (span.add(new LongSpecial(this, argument -> {}, 0))) {}
        assertThat(first.stop()).isTrue();
        assertThat(span.reopen()).as("open").isFalse();
        span.retire();
        assertThat(span.reopen()).as("full").isTrue();
        assertThat(span.reopen()).as("open again").isFalse();
        assertThat(span.add(new LongSpecial(this, argument -> {}, 0)))
                .as("into the first slot")
                .isTrue();

        Span empty = new Span(new Counts());
        empty.retire();
        assertThat(empty.discard()).isTrue();
        assertThat(empty.reopen()).as("discarded").isFalse();
    }

    /** An adder's search through it would find next to nothing, and make a span that was becoming old young again. */
    @Test
    void aSpanHasRoomWhenAQuarterOfItIsEmpty() {
        Span span = new Span(counts);
        List<Special> specials =
                Stream.generate(this::special).limit(Span.SLOTS).toList();
        specials.forEach(special -> assertThat(span.add(special)).isTrue());
        for (int empty = 0; empty < Span.SLOTS; empty++) {
            span.sweep(Special::isDead, (from, slot, special) -> {});
            assertThat(span.hasRoom()).as("%d are empty", empty).isEqualTo(empty >= Span.SLOTS / 4);
            assertThat(specials.get(empty).stop()).isTrue();
        }
    }

    @Test
    void aSpanIsAsOldAsTheCollectionsThatHaveFoundItFull() {
        Span span = new Span(counts);
        assertThat(span.isOld(90, 16)).as("open").isFalse();
        span.retire();
        for (int collection = 100; collection < 116; collection++) {
            assertThat(span.isOld(collection, 16)).as("after %d", collection).isFalse();
        }
        assertThat(span.isOld(116, 16)).isTrue();
        assertThat(span.reopen()).isTrue();
        span.retire();
        assertThat(span.isOld(117, 16)).as("another life").isFalse();
    }
}
