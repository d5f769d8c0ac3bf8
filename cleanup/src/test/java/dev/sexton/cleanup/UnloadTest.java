package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A web application that bundles the library, or uses one outside, and is undeployed: its class loader must go. */
class UnloadTest {
    /** Of this class's loader: a live action keeps its own class's loader, as it must. */
    private static final Runnable NOTHING = () -> {};

    /** As in a server: runtimes show themselves there, which must not keep them. */
    @BeforeAll
    static void startJmx() {
        assertThat(ManagementFactory.getPlatformMBeanServer()).isNotNull();
    }

    @Test
    void aLoaderWithTheLibraryAndItsUsersIsCollectedAfterTheCleanupsHaveRun() throws Exception {
        WeakReference<ClassLoader> application = deployAndUse();
        awaitCollected(application);
    }

    @Test
    void aLoaderWhoseEventsAreRecordedIsCollected() throws Exception {
        try (Recording recording = new Recording()) {
            recording.start();
            WeakReference<ClassLoader> application = deployAndUse();
            awaitCollected(application);
        }
    }

    /** The twin: one live cleanup in there keeps it. */
    @Test
    void aLoaderWithALiveCleanupIsKept() throws Exception {
        Object[] alive = {new Object()};
        WeakReference<ClassLoader> application = deployAndKeep(alive[0]);
        for (int i = 0; i < 3; i++) {
            Gc.once();
        }
        assertThat(application.get()).isNotNull();
        Reference.reachabilityFence(alive[0]);
        alive[0] = null;
        awaitCollected(application);
    }

    /** A library outside must not hold on to an application whose thread happened to cause the start of its threads. */
    @Test
    void aLoaderThatStartedTheThreadsOfALibraryOutsideIsCollected() throws Exception {
        Object alive = new Object();
        CleanupRuntime outside = CleanupRuntime.builder().name("outside").build();
        WeakReference<ClassLoader> application = deployAgainst(outside, alive);
        awaitCollected(application);
        assertThat(outside.stats().live()).as("its threads are still needed").isEqualTo(1);
        Reference.reachabilityFence(alive);
        outside.close();
    }

    /** In a JVM of its own, where no other test has initialized the event classes. */
    @Test
    void aLoaderThatRegisteredFirstWhileTheFlightRecorderRunsIsCollected() {
        ChildJvm.Result result = ChildJvm.run(List.of(), FirstWhileRecorded.class);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("collected");
    }

    static final class FirstWhileRecorded {
        public static void main(String[] args) throws Exception {
            Object alive = new Object();
            try (Recording recording = new Recording()) {
                recording.start();
                CleanupRuntime outside =
                        CleanupRuntime.builder().name("outside").build();
                awaitCollected(deployAgainst(outside, alive));
            }
            Reference.reachabilityFence(alive);
            System.out.println("collected");
        }
    }

    /** Marks the loader in a heap dump: {@code HeapDump.pathTo} says what else holds it. */
    private record Awaited(WeakReference<ClassLoader> loader) {}

    private static void awaitCollected(WeakReference<ClassLoader> loader) throws IOException {
        Awaited awaited = new Awaited(loader);
        try {
            Gc.until("the class loader was collected", () -> awaited.loader().get() == null);
        } catch (AssertionError e) {
            Path dump = Path.of("target", "unload-" + Runtime.version().feature() + ".hprof")
                    .toAbsolutePath();
            Files.deleteIfExists(dump);
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
            throw new AssertionError(e.getMessage() + "; the path to " + awaited + " in " + dump + " says why", e);
        } finally {
            Reference.reachabilityFence(awaited);
        }
    }

    private static WeakReference<ClassLoader> deployAndUse() throws Exception {
        URLClassLoader loader = loader(ClassLoader.getPlatformClassLoader());
        assertThat(application(loader, Application.class).call()).isEqualTo(1000);
        return new WeakReference<>(loader);
    }

    @SuppressWarnings("unchecked")
    private static WeakReference<ClassLoader> deployAndKeep(Object object) throws Exception {
        URLClassLoader loader = loader(ClassLoader.getPlatformClassLoader());
        ((Consumer<Object>) application(loader, Application.class)).accept(object);
        return new WeakReference<>(loader);
    }

    private static WeakReference<ClassLoader> deployAgainst(CleanupRuntime outside, Object alive) throws Exception {
        // Sees the library through its parent, and Starter through itself.
        URLClassLoader loader = new URLClassLoader(classPath(), UnloadTest.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(Starter.class.getName()) ? findClass(name) : super.loadClass(name, resolve);
            }
        };
        Object starter = loader.loadClass(Starter.class.getName())
                .getConstructor(CleanupRuntime.class, Object.class, Runnable.class)
                .newInstance(outside, alive, NOTHING);
        assertThat(starter.getClass().getClassLoader()).isSameAs(loader);
        assertThat(outside.stats().live()).isEqualTo(1);
        return new WeakReference<>(loader);
    }

    @SuppressWarnings("unchecked")
    private static <T> Callable<T> application(ClassLoader loader, Class<?> type) throws Exception {
        Class<?> loaded = loader.loadClass(type.getName());
        assertThat(loaded).isNotSameAs(type);
        return (Callable<T>) loaded.getConstructor().newInstance();
    }

    private static URLClassLoader loader(ClassLoader parent) throws MalformedURLException {
        return new URLClassLoader(classPath(), parent);
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        return urls.toArray(URL[]::new);
    }

    /** Loaded anew, with a library of its own. Its arguments are of the JDK's classes, on which something could stick. */
    public static final class Application implements Callable<Integer>, Consumer<Object> {
        private final CleanupRuntime runtime = CleanupRuntime.builder()
                .name("application")
                .runAtExit(Duration.ofSeconds(5))
                .idleTimeout(Duration.ofMillis(20))
                .build();

        @Override
        public Integer call() throws Exception {
            AtomicInteger runs = new AtomicInteger();
            awaitShown();
            for (int i = 0; i < 1000; i++) {
                runtime.add(new Object(), argument -> runs.incrementAndGet(), Integer.valueOf(i));
            }
            assertReclaimed();
            return runs.get();
        }

        private void awaitShown() throws Exception {
            ObjectName name = new ObjectName("dev.sexton.cleanup:type=CleanupRuntime,name=\"application\"");
            Object alive = new Object();
            Cleanup cleanup = runtime.add(alive, () -> {});
            Gc.until(
                    "it is shown",
                    () -> ManagementFactory.getPlatformMBeanServer().isRegistered(name));
            cleanup.stop();
            Reference.reachabilityFence(alive);
        }

        private void assertReclaimed() throws InterruptedException {
            if (!runtime.reclaim(Duration.ofMinutes(1))) {
                throw new AssertionError("not reclaimed");
            }
        }

        @Override
        public void accept(Object object) {
            runtime.add(object, argument -> {}, "argument");
        }
    }

    /** Loaded anew, against the library outside: the first add starts that library's sweeper from this class's frames. */
    public static final class Starter {
        public Starter(CleanupRuntime outside, Object alive, Runnable action) {
            outside.add(alive, action);
        }
    }
}
