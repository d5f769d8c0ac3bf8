package dev.sexton.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of this very JVM: where a path begins and what it goes through. */
class PathFromRootTest {
    private static final Map<String, Object> REGISTRY = new HashMap<>();

    @TempDir
    private Path temporary;

    static final class Marker {
        Object object;
    }

    static final class Resource {}

    static final class Holder {
        Object held;
    }

    @AfterEach
    void empty() {
        REGISTRY.clear();
    }

    @Test
    void leadsThroughAStaticMap() throws Exception {
        Holder holder = new Holder();
        holder.held = new Resource();
        REGISTRY.put("here", holder);
        Marker marker = new Marker();
        marker.object = holder.held;
        holder = null;

        RootPath path = path(marker).orElseThrow();

        assertThat(path.toString())
                .endsWith("class " + PathFromRootTest.class.getName()
                        + " → static REGISTRY → java.util.HashMap → a value → " + Holder.class.getName() + " → held → "
                        + Resource.class.getName());
    }

    @Test
    void beginsAtALocalVariableOfAMethod() throws Exception {
        Resource local = new Resource();
        Marker marker = new Marker();
        marker.object = local;

        RootPath path = path(marker).orElseThrow();

        assertThat(path.root().toString())
                .startsWith("a local variable of thread \""
                        + Thread.currentThread().getName() + "\" in " + PathFromRootTest.class.getName()
                        + ".beginsAtALocalVariableOfAMethod(PathFromRootTest.java:");
        assertThat(path.steps())
                .containsExactly(new Step(
                        new HeapObject(HeapObject.Kind.INSTANCE, Resource.class.getName(), ""), Optional.empty()));
        Reference.reachabilityFence(local);
    }

    /** The twin of all others: without a path there is none. */
    @Test
    void isNotFoundThroughTheMarkerAlone() throws Exception {
        Marker marker = new Marker();
        marker.object = new Resource();

        assertThat(path(marker)).isEmpty();
    }

    @Test
    void isNotFoundThroughAWeakReference() throws Exception {
        WeakReference<Object> weak = new WeakReference<>(new Resource());
        REGISTRY.put("weak", weak);
        Marker marker = new Marker();
        marker.object = weak;

        assertThat(path(marker)).isEmpty();
    }

    @Test
    void aMarkerMayReferWeakly() throws Exception {
        Resource resource = new Resource();
        REGISTRY.put("here", resource);
        Marker marker = new Marker();
        marker.object = new WeakReference<>(resource);
        resource = null;

        assertThat(path(marker).orElseThrow().toString()).contains("static REGISTRY → java.util.HashMap → a value");
    }

    @Test
    void saysThatThereIsNoMarkerOrMoreThanOne() throws Exception {
        Marker one = new Marker();
        Marker two = new Marker();
        HeapDump dump = HeapDump.open(dump());

        assertThatThrownBy(() -> dump.pathTo(Marker.class.getName(), "object")).hasMessageContaining("several");
        assertThatThrownBy(() -> dump.pathTo("com.acme.NoSuchClass", "object")).hasMessageContaining("no object");
        Reference.reachabilityFence(one);
        Reference.reachabilityFence(two);
    }

    private Optional<RootPath> path(Marker marker) throws Exception {
        HeapDump dump = HeapDump.open(dump());
        Reference.reachabilityFence(marker);
        return dump.pathTo(Marker.class.getName(), "object");
    }

    private Path dump() throws Exception {
        Path file = temporary.resolve("this.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), true);
        return file;
    }
}
