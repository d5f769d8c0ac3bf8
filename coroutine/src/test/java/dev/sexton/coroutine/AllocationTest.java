package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** advance and value allocate nothing. A collection may make the JVM replace a continuation's chunk, hence the leeway. */
class AllocationTest {
    private static final int ADVANCES = 50_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** So that no value can be optimized away. */
    @SuppressWarnings("UnusedVariable")
    private static volatile Object lastValue;

    private final String value = "the same each time";
    private final Seq<String> endless = out -> {
        while (out.yield(value)) {}
    };

    @Test
    void confined() {
        assumeThat(Coroutine.backend()).isEqualTo("continuation");
        assertAllocatesNothing(Pull.of(endless));
        assertAllocatesNothing(Pull.readAhead(endless, 64));
    }

    @Test
    void withoutACoroutine() {
        String[] array = new String[3 * ADVANCES];
        assertAllocatesNothing(Seq.of(array).pull());
        assertAllocatesNothing(Seq.of((Iterable<String>) Collections.nCopies(3 * ADVANCES, value))
                .pull());
    }

    /** The same measurement of something that does allocate. */
    @Test
    void theMeasurementSeesAnAllocation() {
        Iterator<Object> fresh = Stream.generate(Object::new).iterator();
        assertThat(allocated(Seq.of(fresh).pull())).isGreaterThan(8L * ADVANCES);
    }

    private static void assertAllocatesNothing(Pull<String> pull) {
        assertThat(allocated(pull)).isLessThan(ADVANCES);
        pull.close();
    }

    private static long allocated(Pull<?> pull) {
        advance(pull);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        advance(pull);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
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
