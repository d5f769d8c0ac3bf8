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

/** Finds out what holds an object, with a heap dump of this JVM that is deleted afterwards. */
public final class Holders {
    /** Marks the object in the dump, where this is the only instance of its class. */
    private static final Marker MARKER = new Marker();

    private static final class Marker {
        @SuppressWarnings("UnusedVariable") // read in the dump
        private @Nullable Reference<?> reference;
    }

    private Holders() {}

    /**
     * Returns the shortest path to an object, in words that follow "is still reachable".
     *
     * @param reference refers to the object
     * @return the path from a root, or why there is none
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
            return ". The heap dump that would show what holds it failed: " + e.getMessage();
        } finally {
            MARKER.reference = null;
        }
    }

    private static Optional<RootPath> path(Path file) throws IOException {
        try (HeapDump dump = HeapDump.open(file)) {
            return dump.pathTo(Marker.class);
        }
    }

    /** Describes a path from its last static field on: every class is held by its loader, and most loaders by a thread. */
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
