package dev.sexton.doctor.internal;

import dev.sexton.doctor.Progress;
import dev.sexton.doctor.RootPath;
import dev.sexton.doctor.UnusableDumpException;
import dev.sexton.doctor.internal.graph.Heap;
import dev.sexton.doctor.internal.graph.Marker;
import dev.sexton.doctor.internal.graph.RootSearch;
import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.reading.Gzip;
import dev.sexton.doctor.internal.reading.MappedFile;
import dev.sexton.doctor.internal.reading.ObjectIndex;
import dev.sexton.doctor.internal.report.Examination;
import dev.sexton.doctor.internal.report.Examined;
import dev.sexton.doctor.internal.report.PathSteps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A dump that was read, and the questions that it can answer. Whatever goes wrong is one sentence in one exception. */
public final class OpenDump {
    /** Null once the dump is closed. */
    private @Nullable Heap heap;

    private final Progress progress;

    private OpenDump(Heap heap, Progress progress) {
        this.heap = heap;
        this.progress = progress;
    }

    /** Reads a dump. */
    public static OpenDump read(Path file, Progress progress) throws IOException {
        return Gzip.isGzip(file) ? unpacked(file, progress) : unpackedAlready(file, progress);
    }

    private static OpenDump unpackedAlready(Path file, Progress progress) throws IOException {
        return reported(() -> new OpenDump(Heap.read(MappedFile.of(file), progress), progress));
    }

    private static OpenDump unpacked(Path file, Progress progress) throws IOException {
        try (TemporaryDump dump = new TemporaryDump(temporaryDirectory())) {
            try {
                Gzip.unpack(file, dump.file(), progress);
            } catch (UnusableDumpException damaged) {
                throw damaged;
            } catch (IOException e) {
                throw because(
                        "the dump is compressed, and cannot be unpacked to " + dump.file() + " (" + e.getMessage()
                                + "): make room there, or choose another place with JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=<directory>",
                        e);
            }
            return unpackedAlready(dump.file(), progress);
        }
    }

    /** Has a process write a dump, reads it, and deletes it. */
    public static OpenDump ofProcess(long pid, Progress progress) throws IOException, InterruptedException {
        RunningJvm jvm = new RunningJvm(pid);
        Path root = jvm.otherRoot().orElse(null);
        return root == null
                ? ofProcess(pid, temporaryDirectory(), progress)
                : ofProcess(jvm, jvm.makeDirectoryBelow(root), root, progress);
    }

    /** Does so in a directory, which is deleted as well. */
    static OpenDump ofProcess(long pid, Path directory, Progress progress) throws IOException, InterruptedException {
        return ofProcess(new RunningJvm(pid), directory, Path.of("/"), progress);
    }

    private static OpenDump ofProcess(RunningJvm jvm, Path directory, Path root, Progress progress)
            throws IOException, InterruptedException {
        try (TemporaryDump dump = new TemporaryDump(directory.toAbsolutePath())) {
            progress.at("waiting for the dump", 0);
            jvm.dumpTo(Path.of("/").resolve(root.relativize(dump.file())));
            return unpackedAlready(dump.file(), progress);
        }
    }

    private static Path temporaryDirectory() throws IOException {
        return Files.createTempDirectory("sexton-doctor");
    }

    /** Finds the cleanups that can never run. */
    public Examined examine() throws IOException {
        Heap open = heap();
        return reported(() -> Examination.of(open, progress));
    }

    /** Finds the shortest path from a root to the object that a marker's field points out, or its only field, if it is empty. */
    public Optional<RootPath> pathTo(String markerClass, String field) throws IOException {
        Heap open = heap();
        return reported(() -> pathTo(open, new Marker(open, markerClass), field));
    }

    private Optional<RootPath> pathTo(Heap open, Marker marker, String field) {
        int object = marker.target(field);
        if (object == ObjectIndex.ABSENT) {
            return Optional.empty();
        }
        Bits wanted = new Bits(open.size());
        wanted.set(object);
        Bits barred = new Bits(open.size());
        barred.set(marker.object());
        RootSearch search = new RootSearch(open, progress);
        search.search(kind -> true, wanted, 1, barred);
        return search.hasReached(object) ? Optional.of(new PathSteps(open, true).to(object, search)) : Optional.empty();
    }

    private Heap heap() {
        if (heap == null) {
            throw new IllegalStateException("This dump is closed: open it again to ask for more");
        }
        return heap;
    }

    /** Lets go of all that was read. */
    public void close() {
        heap = null;
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T reported(Work<T> work) throws IOException {
        try {
            return work.run();
        } catch (OutOfMemoryError | ArithmeticException tooLarge) { // the latter by Math.toIntExact and its like
            long megabytes = Runtime.getRuntime().maxMemory() >> 20;
            throw because(
                    "the dump needs more memory than the " + megabytes
                            + " MB there are: examine it with JAVA_TOOL_OPTIONS=-Xmx" + 2 * megabytes + "m, or more",
                    tooLarge);
        } catch (InternalError mappingFailed) { // thrown by the JVM where a mapped file has lost its end
            throw because(
                    "the dump became shorter while it was read: examine a copy that does not change", mappingFailed);
        }
    }

    private static UnusableDumpException because(String message, Throwable cause) {
        UnusableDumpException exception = new UnusableDumpException(message);
        exception.initCause(cause);
        return exception;
    }
}
