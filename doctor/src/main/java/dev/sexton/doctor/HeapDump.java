package dev.sexton.doctor;

import dev.sexton.doctor.internal.OpenDump;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A heap dump in HPROF format, as JDK 17 to 25 write it with any collector, and the questions that it can answer.
 *
 * {@snippet :
 * try (HeapDump dump = HeapDump.open(Path.of("app.hprof"))) {
 *     for (Finding finding : dump.examine().findings()) {
 *         System.out.println(finding.leaked() + " have leaked: " + finding.pathInWords());
 *     }
 * }
 * }
 *
 * <p>A dump needs some 10 bytes of memory for each of its objects. The file is mapped: it must stay as it is while the dump is in
 * use, though on POSIX systems it may be deleted. A dump is not for use by several threads at once.
 *
 * @since 0.2.0
 */
public final class HeapDump implements AutoCloseable {
    private final OpenDump dump;

    private HeapDump(OpenDump dump) {
        this.dump = dump;
    }

    /**
     * Opens a dump, as {@link #open(Path, Progress)} does, without reporting progress.
     *
     * @param file the dump
     * @return the dump
     * @throws UnusableDumpException if it is not a dump, or is damaged or incomplete, or needs more memory than there is
     * @throws IOException if the file cannot be read
     */
    public static HeapDump open(Path file) throws IOException {
        return open(file, Progress.NONE);
    }

    /**
     * Opens a dump and reads its index, which is the longer part of the work.
     *
     * @param file the dump
     * @param progress receives how far this and later work is
     * @return the dump
     * @throws UnusableDumpException if it is not a dump, or is damaged or incomplete, or needs more memory than there is
     * @throws IOException if the file cannot be read
     */
    public static HeapDump open(Path file, Progress progress) throws IOException {
        return new HeapDump(OpenDump.read(Objects.requireNonNull(file), Objects.requireNonNull(progress)));
    }

    /**
     * Dumps a running JVM, as {@link #ofProcess(long, Progress)} does, without reporting progress.
     *
     * @param pid the process, a HotSpot JVM of the same user
     * @return the dump
     * @throws UnusableDumpException if there is no such process, or it cannot be asked for its heap
     * @throws IOException if the file cannot be written or read
     * @throws InterruptedException if this thread is interrupted while the dump is written
     */
    public static HeapDump ofProcess(long pid) throws IOException, InterruptedException {
        return ofProcess(pid, Progress.NONE);
    }

    /**
     * Has a running JVM write a dump, and opens it. The JVM collects its garbage for this and stands still until the dump is
     * written. The file, in a new directory below {@code java.io.tmpdir}, is always deleted before this returns; on POSIX
     * systems its space is freed when the dump is no longer in use.
     *
     * @param pid the process, a HotSpot JVM of the same user
     * @param progress receives how far this and later work is
     * @return the dump
     * @throws UnusableDumpException if there is no such process, or it cannot be asked for its heap
     * @throws IOException if the file cannot be written or read
     * @throws InterruptedException if this thread is interrupted while the dump is written
     */
    public static HeapDump ofProcess(long pid, Progress progress) throws IOException, InterruptedException {
        return new HeapDump(OpenDump.ofProcess(pid, Objects.requireNonNull(progress)));
    }

    /**
     * Finds the cleanups that can never run: reference objects whose own fields reach, by strong references, the very object
     * they refer to weakly; and groups of them that do so for each other. A path through an object that is reachable for
     * everybody, such as a live thread, a class in use or what these hold, does not count: the cleanup is not what keeps the
     * object alive.
     *
     * @return what was found
     * @throws UnusableDumpException as {@link #open(Path, Progress)}
     * @throws IllegalStateException if the dump is closed
     */
    public Diagnosis examine() throws IOException {
        return new Diagnosis(dump.examine());
    }

    /**
     * Finds out why an object is reachable, as {@link #pathTo(String, String)} does, for a marker of a class with one field
     * that refers to an object.
     *
     * @param markerClass the class of the marker
     * @return the shortest path from a root, or empty if there is none: the object is gone, or only the marker holds it
     * @throws UnusableDumpException as {@link #open(Path, Progress)}
     * @throws IllegalArgumentException if the dump has no instance of the marker's class, or several, or the class declares no
     *     field that refers to an object, or several
     * @throws IllegalStateException if the dump is closed
     */
    public Optional<RootPath> pathTo(Class<?> markerClass) throws IOException {
        return dump.pathTo(markerClass.getName(), "");
    }

    /**
     * Finds out why an object is reachable. A marker points the object out: the one instance of a class that is made for this,
     * with a field that refers to the object, itself or by way of a {@link java.lang.ref.Reference}. Paths through the marker
     * do not count.
     *
     * @param markerClass the name of the marker's class, as from {@link Class#getName}
     * @param field the name of the marker's field, which its class or a superclass declares
     * @return the shortest path from a root, or empty if there is none: the object is gone, or only the marker holds it
     * @throws UnusableDumpException as {@link #open(Path, Progress)}
     * @throws IllegalArgumentException if the dump has no instance of the marker's class, or several
     * @throws IllegalStateException if the dump is closed
     */
    public Optional<RootPath> pathTo(String markerClass, String field) throws IOException {
        return dump.pathTo(Objects.requireNonNull(markerClass), Objects.requireNonNull(field));
    }

    /**
     * Closes this dump: its memory is no longer held, and nothing can be asked of it. The file's mapping ends once the collector
     * finds it. A second call has no effect.
     */
    @Override
    public void close() {
        dump.close();
    }
}
