package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;

/** The runtime's MBean in the platform server, and that it goes with the runtime. */
class JmxTest {
    private static final String TYPE = "dev.sexton.cleanup:type=CleanupRuntime,";

    /** Of the class's methods: what it inherits, and a difference of two values that are shown. */
    private static final Set<String> NOT_SHOWN = Set.of("equals", "hashCode", "toString", "waiting");

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void aRuntimeIsShownUnderItsQuotedName() throws Exception {
        Object alive = new Object();
        ObjectName name = new ObjectName(TYPE + "name=" + ObjectName.quote("a,b=\"c\"*?"));
        try (CleanupRuntime runtime =
                CleanupRuntime.builder().name("a,b=\"c\"*?").build()) {
            assertThat(runtime.name()).isEqualTo("a,b=\"c\"*?");
            assertThat(server.isRegistered(name)).as("before the first add").isFalse();
            runtime.add(alive, () -> {});
            awaitRegistered(name);
            CleanupRuntimeMXBean proxy = JMX.newMXBeanProxy(server, name, CleanupRuntimeMXBean.class);
            assertThat(proxy.getName()).isEqualTo("a,b=\"c\"*?");
            assertThat(proxy.getStats().getAdded()).isEqualTo(1);
        }
        assertThat(server.isRegistered(name)).as("after close").isFalse();
        Reference.reachabilityFence(alive);
    }

    @Test
    void theAttributesAreTheFiguresOfStats() throws Exception {
        long begin = System.nanoTime();
        Object alive = new Object();
        try (CleanupRuntime runtime = CleanupRuntime.builder()
                .name("attributes")
                .failureHandler((cleanup, failure) -> {})
                .build()) {
            runtime.add(alive, () -> {});
            runtime.add(alive, () -> {}).stop();
            runtime.add(alive, () -> {}).stop();
            for (int i = 0; i < 3; i++) {
                runtime.add(alive, () -> {}).clean();
            }
            for (int i = 0; i < 4; i++) {
                runtime.add(new Object(), () -> {});
            }
            for (int i = 0; i < 5; i++) {
                runtime.add(new Object(), () -> {
                    throw new IllegalStateException("expected");
                });
            }
            assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
            ObjectName name = new ObjectName(TYPE + "name=\"attributes\"");
            awaitRegistered(name);

            // A sweep, or a worker that falls asleep, may come between the two readings; then both are made again.
            Map<String, Object> shown;
            Map<String, Object> figures;
            int readings = 0;
            do {
                figures = fields(runtime.stats());
                shown = attributes(name);
                assertThat(shown.remove("Name")).isEqualTo("attributes");
                assertThat(items(shown.remove("Stats")))
                        .as("the composite, of the same reading")
                        .isEqualTo(shown);
            } while (!shown.equals(figures) && ++readings < 1_000);
            assertThat(shown).isEqualTo(figures);
            assertThat(shown)
                    .containsEntry("Added", 15L)
                    .containsEntry("Live", 1L)
                    .containsEntry("Stopped", 2L)
                    .containsEntry("Cleaned", 3L)
                    .containsEntry("Queued", 9L)
                    .containsEntry("Executed", 9L)
                    .containsEntry("Failed", 5L);
            assertThat((long) shown.get("Sweeps")).isPositive();
            long elapsed = System.nanoTime() - begin;
            assertThat((long) shown.get("SweepTimeNanos")).isPositive().isLessThan(elapsed);
            assertThat((long) shown.get("LastSweepTimeNanos")).isPositive().isLessThan(elapsed);
            assertThat((long) shown.get("LastSweepEndMillis")).isPositive();
        }
        Reference.reachabilityFence(alive);
    }

    @Test
    void anActionThatRunsIsShown() throws Exception {
        Object alive = new Object();
        CompletableFuture<Void> running = new CompletableFuture<>();
        CompletableFuture<Void> end = new CompletableFuture<>();
        ObjectName name = new ObjectName(TYPE + "name=\"running\"");
        try (CleanupRuntime runtime = CleanupRuntime.builder().name("running").build()) {
            runtime.add(alive, () -> {});
            awaitRegistered(name);
            assertThat(server.getAttribute(name, "Running")).isEqualTo(0);
            runtime.add(new Object(), () -> {
                running.complete(null);
                end.join();
            });
            Gc.until("it runs", running::isDone);
            Gc.until("it is shown, not a reading from before", () -> running(name) == 1);
            end.complete(null);
        } finally {
            end.complete(null);
        }
        Reference.reachabilityFence(alive);
    }

    @Test
    void runtimesOfTheSameNameAreNumbered() throws Exception {
        Object alive = new Object();
        ObjectName first = new ObjectName(TYPE + "name=\"twin\"");
        ObjectName second = new ObjectName(TYPE + "name=\"twin\",instance=2");
        try (CleanupRuntime one = CleanupRuntime.builder().name("twin").build()) {
            one.add(alive, () -> {});
            awaitRegistered(first);
            try (CleanupRuntime other = CleanupRuntime.builder().name("twin").build()) {
                other.add(alive, () -> {});
                other.add(alive, () -> {});
                awaitRegistered(second);
                assertThat(server.getAttribute(first, "Live")).isEqualTo(1L);
                assertThat(server.getAttribute(second, "Live")).isEqualTo(2L);
            }
            assertThat(server.isRegistered(second)).isFalse();
            assertThat(server.isRegistered(first)).isTrue();
        }
        Reference.reachabilityFence(alive);
    }

    @Test
    void aRuntimeWithNothingLiveIsNotShownAndIsCollected() throws Exception {
        WeakReference<CleanupRuntime> runtime = usedAndForgotten();
        Gc.until("the runtime was collected", () -> runtime.get() == null);
        assertThat(server.isRegistered(new ObjectName(TYPE + "name=\"forgotten\"")))
                .isFalse();
    }

    /** The twin: while something is live, a runtime that nobody refers to is kept and shown. */
    @Test
    void aForgottenRuntimeWithALiveCleanupIsKeptAndShown() throws Exception {
        Object alive = new Object();
        WeakReference<CleanupRuntime> runtime = addedAndForgotten(alive);
        ObjectName name = new ObjectName(TYPE + "name=\"forgotten, alive\"");
        awaitRegistered(name);
        for (int i = 0; i < 3; i++) {
            Gc.once();
        }
        assertThat(runtime.get()).isNotNull();
        assertThat(server.getAttribute(name, "Live")).isEqualTo(1L);
        Reference.reachabilityFence(alive);
    }

    @Test
    void aRuntimeIsShownAgainWhenItHasSomethingToDoAgain() throws Exception {
        ObjectName name = new ObjectName(TYPE + "name=\"again\"");
        try (CleanupRuntime runtime = CleanupRuntime.builder()
                .name("again")
                .idleTimeout(Duration.ofMillis(1))
                .build()) {
            for (int i = 0; i < 3; i++) {
                Object alive = new Object();
                Cleanup cleanup = runtime.add(alive, () -> {});
                awaitRegistered(name);
                cleanup.stop();
                Reference.reachabilityFence(alive);
                Gc.until("it is no longer shown", () -> !server.isRegistered(name));
            }
            assertThat(runtime.stats().added()).isEqualTo(3);
        }
    }

    @Test
    void jmxIsNotStartedForARuntimeButNoticedOnceItIs() {
        ChildJvm.Result result = ChildJvm.run(List.of(), WithoutJmx.class);
        assertThat(result.output())
                .isEqualTo("servers: 0" + System.lineSeparator() + "shown: true" + System.lineSeparator());
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void withoutTheModuleNothingIsShownAndEverythingWorks() {
        ChildJvm.Result result = ChildJvm.run(List.of("--limit-modules=java.base"), WithoutManagement.class);
        assertThat(result.output()).isEqualTo("executed: 1" + System.lineSeparator());
        assertThat(result.exitCode()).isZero();
    }

    private static WeakReference<CleanupRuntime> usedAndForgotten() throws Exception {
        CleanupRuntime runtime = CleanupRuntime.builder()
                .name("forgotten")
                .idleTimeout(Duration.ofMillis(10))
                .build();
        Object alive = new Object();
        Cleanup cleanup = runtime.add(alive, () -> {});
        awaitRegistered(new ObjectName(TYPE + "name=\"forgotten\""));
        cleanup.stop();
        Reference.reachabilityFence(alive);
        return new WeakReference<>(runtime);
    }

    private static WeakReference<CleanupRuntime> addedAndForgotten(Object alive) {
        CleanupRuntime runtime =
                CleanupRuntime.builder().name("forgotten, alive").build();
        runtime.add(alive, () -> {});
        return new WeakReference<>(runtime);
    }

    private static void awaitRegistered(ObjectName name) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Gc.until(name + " is registered", () -> server.isRegistered(name));
    }

    private Map<String, Object> attributes(ObjectName name) throws Exception {
        String[] names = List.of(server.getMBeanInfo(name).getAttributes()).stream()
                .map(MBeanAttributeInfo::getName)
                .toArray(String[]::new);
        return server.getAttributes(name, names).asList().stream()
                .collect(Collectors.toMap(Attribute::getName, Attribute::getValue, (a, b) -> a, TreeMap::new));
    }

    private int running(ObjectName name) {
        try {
            return (int) server.getAttribute(name, "Running");
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    /** A composite's items, named as the attributes are. */
    private static Map<String, Object> items(Object composite) {
        CompositeData data = (CompositeData) composite;
        Map<String, Object> items = new TreeMap<>();
        for (String item : data.getCompositeType().keySet()) {
            items.put(capitalized(item), data.get(item));
        }
        return items;
    }

    /** The attributes that the MBean should have: the values of the public accessors, times as numbers with their unit in the name. */
    private static Map<String, Object> fields(CleanupStats stats) throws Exception {
        Map<String, Object> fields = new TreeMap<>();
        for (Method accessor : CleanupStats.class.getDeclaredMethods()) {
            if (!Modifier.isPublic(accessor.getModifiers()) || NOT_SHOWN.contains(accessor.getName())) {
                continue;
            }
            String name = capitalized(accessor.getName());
            Object value = accessor.invoke(stats);
            if (value instanceof Duration duration) {
                fields.put(name + "Nanos", duration.toNanos());
            } else if (value instanceof java.time.Instant instant) {
                fields.put(name + "Millis", instant.toEpochMilli());
            } else {
                fields.put(name, value);
            }
        }
        return fields;
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    static final class WithoutJmx {
        public static void main(String[] arguments) throws Exception {
            Object alive = new Object();
            CleanupRuntime runtime = CleanupRuntime.builder().name("early").build();
            runtime.add(alive, () -> {});
            runtime.reclaim(Duration.ofMinutes(1));
            System.out.println(
                    "servers: " + MBeanServerFactory.findMBeanServer(null).size());
            awaitRegistered(new ObjectName(TYPE + "name=\"early\""));
            System.out.println("shown: true");
            Reference.reachabilityFence(alive);
        }
    }

    static final class WithoutManagement {
        public static void main(String[] arguments) throws Exception {
            CleanupRuntime runtime = CleanupRuntime.builder().build();
            runtime.add(new Object(), () -> {});
            runtime.reclaim(Duration.ofMinutes(1));
            System.out.println("executed: " + runtime.stats().executed());
            runtime.close();
        }
    }
}
