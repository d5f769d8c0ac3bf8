package dev.sexton.junit.internal;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.sexton.doctor.HeapDump;
import dev.sexton.doctor.Link;
import dev.sexton.doctor.RootPath;
import dev.sexton.doctor.Step;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out who holds an object, by a heap dump of this JVM that is deleted afterwards. */
public final class Holders {
    /** Points the object out in the dump, where it is the one instance of its class. */
    private static final Marker MARKER = new Marker();

    private static final class Marker {
        @SuppressWarnings("UnusedVariable") // read in the dump
        private @Nullable Reference<?> reference;
    }

    private Holders() {}

    /**
     * Looks for the shortest path to an object.
     *
     * @param reference refers to the object
     * @return the path from a root, or why there is none, in words to follow "is still reachable"
     */
    public static synchronized String of(Reference<?> reference) {
        MARKER.reference = reference;
        try {
            Path directory = Files.createTempDirectory("sexton-junit");
            Path dump = directory.resolve("heap.hprof");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpHeap(dump.toString(), true);
                return path(dump)
                        .map(Holders::inWords)
                        .orElse(", but only by soft references or because it waits for its finalizer");
            } finally {
                Files.deleteIfExists(dump);
                Files.delete(directory);
            }
        } catch (IOException e) {
            return ". Who holds it could not be found out: " + e.getMessage();
        } finally {
            MARKER.reference = null;
        }
    }

    private static Optional<RootPath> path(Path file) throws IOException {
        try (HeapDump dump = HeapDump.open(file)) {
            return dump.pathTo(Marker.class);
        }
    }

    /** Tells a path from its last static field on: that a class is held by its loader, and this by a thread, is no news. */
    private static String inWords(RootPath path) {
        List<Step> steps = path.stepsFromLastStaticField();
        String root = steps.size() < path.steps().size() || isStatic(steps.get(0))
                ? "a static field"
                : path.root().toString();
        return steps.stream()
                .map(step -> "\n    " + step)
                .collect(Collectors.joining("", ", held by " + root + ":", ""));
    }

    private static boolean isStatic(Step step) {
        return step.link().filter(link -> link.kind() == Link.Kind.STATIC_FIELD).isPresent();
    }
}
