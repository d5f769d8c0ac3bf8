package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * advance and value allocate nothing. The JVM may add allocations of its own, for example replace a continuation's chunk after a
 * collection. It does so now and then, whereas an allocation of the library's would be in each round. So the smallest of some rounds
 * counts.
 */
class AllocationTest {
    private static final int ADVANCES = 20_000;
    private static final int ROUNDS = 5;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Keeps the compiler from optimizing the values away. */
    @SuppressWarnings("UnusedVariable")
    private static volatile Object lastValue;

    private final String value = "the same each time";
    private final Seq<String> endless = out -> {
        while (out.yield(value)) {}
    };

    @Test
    void confined() {
        assumeThat(Coroutine.backend()).isEqualTo(Coroutine.Backend.CONTINUATION);
        assertAllocatesNothing(Pull.of(endless));
        assertAllocatesNothing(Pull.readAhead(endless, 64));
    }

    @Test
    void withoutACoroutine() {
        String[] array = new String[(ROUNDS + 1) * ADVANCES];
        assertAllocatesNothing(Seq.of(array).pull());
        assertAllocatesNothing(Seq.of((Iterable<String>) Collections.nCopies((ROUNDS + 1) * ADVANCES, value))
                .pull());
    }

    @Test
    void throughCombinators() {
        Seq<String> copies = Seq.of(Collections.nCopies(2 * (ROUNDS + 1) * ADVANCES, value));
        assertAllocatesNothing(
                copies.map(s -> s).filter(s -> true).skip(1).peek(s -> {}).pull());
        assertAllocatesNothing(copies.concat(copies)
                .mergeSorted(copies, Comparator.naturalOrder())
                .pull());
        assertAllocatesNothing(copies.zip(copies, (a, b) -> a).pull());
        assertAllocatesNothing(Seq.of(1).flatMap(i -> copies).pull());
    }

    @Test
    void throughDelegation() {
        assumeThat(Coroutine.backend()).isEqualTo(Coroutine.Backend.CONTINUATION);
        assertAllocatesNothing(Pull.of(out -> out.yieldAll(endless)));
        assertAllocatesNothing(Pull.of((Seq<String>) out -> out.yieldAll(o -> o.yieldAll(endless))));
    }

    /** The same measurement of an iterator that allocates. */
    @Test
    void theMeasurementSeesAnAllocation() {
        Iterator<Object> fresh = Stream.generate(Object::new).iterator();
        assertThat(allocated(Seq.of(fresh).pull())).isGreaterThan(8L * ADVANCES);
    }

    private static void assertAllocatesNothing(Pull<String> pull) {
        assertThat(allocated(pull)).isLessThan(ADVANCES);
        pull.close();
    }

    /** Bytes in the round with the fewest. */
    private static long allocated(Pull<?> pull) {
        advance(pull);
        long fewest = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            advance(pull);
            fewest = Math.min(fewest, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return fewest;
    }

    private static void advance(Pull<?> pull) {
        for (int i = 0; i < ADVANCES; i++) {
            if (!pull.advance()) {
                throw new AssertionError("ended early");
            }
            lastValue = pull.value();
        }
    }
}
