package dev.sexton.doctor;

import dev.sexton.doctor.internal.OpenDump;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A heap dump in HPROF format, as JDK 17 to 25 write it with any collector, and what can be found out from it.
 *
 * {@snippet :
 * HeapDump dump = HeapDump.open(Path.of("app.hprof"), Progress.NONE);
 * for (Finding finding : dump.examine().findings()) {
 *     System.out.println(finding.kind() + " " + finding.count() + " × " + finding.pathInWords());
 * }
 * }
 *
 * <p>Some 10 bytes of memory are needed for each object in the dump, and the file is mapped: it must stay as it is for as long
 * as the dump is in use, though on POSIX systems it may be deleted. Not for use by several threads at once.
 */
public final class HeapDump {
    private final OpenDump dump;

    private HeapDump(OpenDump dump) {
        this.dump = dump;
    }

    /**
     * Reads the dump's index. This is the longer part of the work.
     *
     * @param file the dump, not compressed
     * @param progress told how far this and what is asked later has come
     * @return the dump
     * @throws UnusableDumpException if it is not a dump, or is damaged or incomplete, or needs more memory than there is
     * @throws IOException if the file cannot be read
     */
    public static HeapDump open(Path file, Progress progress) throws IOException {
        return new HeapDump(OpenDump.read(file, progress));
    }

    /**
     * Has a running JVM write a dump, and reads its index. The JVM collects its garbage for this and stands still until the
     * dump is written. The file, in a new directory below {@code java.io.tmpdir}, is deleted again before this returns,
     * whatever happens; on POSIX systems its space is freed when the dump is no longer in use.
     *
     * @param pid the process, a HotSpot JVM of the same user
     * @param progress as for {@link #open}
     * @return the dump
     * @throws UnusableDumpException if there is no such process, or it does not let itself be examined
     * @throws IOException if the file cannot be written or read
     * @throws InterruptedException if this thread is interrupted while the dump is written
     */
    public static HeapDump ofProcess(long pid, Progress progress) throws IOException, InterruptedException {
        return new HeapDump(OpenDump.ofProcess(pid, progress));
    }

    /**
     * Finds the cleanups that can never run: reference objects whose own fields reach, by strong references, the very object
     * they refer to weakly; and groups of them that do so for each other. A path through threads, class loaders or classes
     * does not count, and neither does one through an object that is reachable from there: what is reachable for everybody
     * is not the cleanup's fault.
     *
     * @return what was found
     * @throws UnusableDumpException as {@link #open}
     */
    public Diagnosis examine() throws IOException {
        return dump.examine();
    }

    /**
     * Finds out why an object is reachable. Which one is told by a marker: the one instance of a class that is made for this, with
     * a field that refers to the object, itself or by way of a {@link java.lang.ref.Reference}. Paths through the marker do
     * not count.
     *
     * @param markerClass the name of the marker's class, as from {@link Class#getName}
     * @param field the name of the marker's field, which its class or a superclass declares
     * @return the shortest path from a root, or nothing if there is none: the object is gone, or nothing but the marker holds it
     * @throws UnusableDumpException as {@link #open}
     * @throws IllegalArgumentException if the dump has no instance of the marker's class, or several
     */
    public Optional<RootPath> pathFromRoot(String markerClass, String field) throws IOException {
        return dump.pathFromRoot(markerClass, field);
    }
}
