package dev.sexton.doctor.internal;

import dev.sexton.doctor.Diagnosis;
import dev.sexton.doctor.Progress;
import dev.sexton.doctor.RootPath;
import dev.sexton.doctor.UnusableDumpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The door: a dump that was read, and what can be asked of it. Whatever goes wrong is one sentence in one exception. */
public final class OpenDump {
    private final Heap heap;
    private final Progress progress;

    private OpenDump(Heap heap, Progress progress) {
        this.heap = heap;
        this.progress = progress;
    }

    /**
     * Reads a dump.
     *
     * @param file the dump
     * @param progress told how far this and later work has come
     * @return the dump
     * @throws IOException if it cannot be used
     */
    public static OpenDump read(Path file, Progress progress) throws IOException {
        return reported(() -> new OpenDump(Heap.read(MappedFile.of(file), progress), progress));
    }

    /**
     * Has a process write a dump, reads it, and deletes it.
     *
     * @param pid the process
     * @param progress told how far this and later work has come
     * @return the dump
     * @throws IOException if there is none
     * @throws InterruptedException if this thread is interrupted while it is written
     */
    public static OpenDump ofProcess(long pid, Progress progress) throws IOException, InterruptedException {
        return ofProcess(pid, Files.createTempDirectory("sexton-doctor"), progress);
    }

    /** The directory is deleted as well. */
    static OpenDump ofProcess(long pid, Path directory, Progress progress) throws IOException, InterruptedException {
        Path file = directory.resolve("heap.hprof");
        // For an interrupt from the keyboard, and where a mapped file cannot be deleted.
        directory.toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        try {
            progress.at("waiting for the dump", 0);
            new RunningJvm(pid).dumpTo(file);
            return read(file, progress);
        } finally {
            if (!file.toFile().exists() || file.toFile().delete()) {
                Files.deleteIfExists(directory);
            }
        }
    }

    /**
     * Finds cleanups that can never run.
     *
     * @return what was found
     * @throws IOException if the dump cannot be used any more
     */
    public Diagnosis examine() throws IOException {
        return reported(() -> Examination.of(heap, progress));
    }

    /**
     * Finds the shortest path from a root.
     *
     * @param markerClass the class of the one object that points out the object in question
     * @param field the marker's field that does
     * @return the path, if there is one
     * @throws IOException if the dump cannot be used any more
     */
    public Optional<RootPath> pathFromRoot(String markerClass, String field) throws IOException {
        return reported(() -> RootSearch.find(heap, markerClass, field, progress));
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
                    "the dump needs more memory than there is (" + megabytes + " MB): examine it with more, -Xmx",
                    tooLarge);
        } catch (InternalError mappingFailed) { // thrown by the JVM where a mapped file has lost its end
            throw because(
                    "the dump became shorter while it was read: examine a copy that nobody changes", mappingFailed);
        }
    }

    private static UnusableDumpException because(String message, Throwable cause) {
        UnusableDumpException exception = new UnusableDumpException(message);
        exception.initCause(cause);
        return exception;
    }
}
