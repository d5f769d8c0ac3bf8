package dev.sexton.cleanup.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

/** How many readings a poll of the MBean's attributes costs. */
class ManagedRuntimeTest {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private int readings;

    @Test
    void aPollOfAllAttributesCostsOneReading() throws Exception {
        Recent<RuntimeFigures> recent = new Recent<>(this::read, () -> 0);
        assertThat(poll(() -> recent.get(Management.SHARED_FOR))).isEqualTo(17);
        assertThat(readings).isEqualTo(1);
    }

    /** The twin: each attribute but the name would cost one of its own. */
    @Test
    void withoutSharingEachAttributeCostsOne() throws Exception {
        assertThat(poll(this::read)).isEqualTo(17);
        assertThat(readings).isEqualTo(16);
    }

    /** One by one, as graphical tools do. Returns how many attributes there are. */
    private int poll(Supplier<RuntimeFigures> figures) throws Exception {
        Runnable removal = Objects.requireNonNull(ManagedRuntime.register("polled", figures));
        try {
            ObjectName name = new ObjectName("dev.sexton.cleanup:type=CleanupRuntime,name=\"polled\"");
            String[] attributes = Stream.of(server.getMBeanInfo(name).getAttributes())
                    .map(MBeanAttributeInfo::getName)
                    .toArray(String[]::new);
            for (String attribute : attributes) {
                assertThat(server.getAttribute(name, attribute)).isNotNull();
            }
            return attributes.length;
        } finally {
            removal.run();
        }
    }

    private RuntimeFigures read() {
        readings++;
        return new RuntimeFigures(
                new RuntimeFigures.Cleanups(1, 2, 3, 4, 5, 6, 7),
                new RuntimeFigures.Workers(1, 2, 3, 4),
                new RuntimeFigures.Sweeps(1, Duration.ZERO, Duration.ZERO, Instant.EPOCH));
    }
}
