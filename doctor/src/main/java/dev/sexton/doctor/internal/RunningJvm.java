package dev.sexton.doctor.internal;

import dev.sexton.doctor.UnusableDumpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/*
 * Has a JVM write its heap dump, by the JDK's own jcmd, which knows how to attach to JVMs of other versions. To do so in this
 * process would need a management agent in the other JVM, or a package of this JDK that is not exported.
 *
 * To attach means to send SIGQUIT, and that ends a process that is no JVM. Newer JDKs check before they send it; 17 does not.
 */
final class RunningJvm {
    private static final String DONE = "Heap dump file created";
    private static final String FAILED = "Unable to create ";
    private static final String INCOMPLETE = "Dump file is incomplete: ";

    /** Options for any JVM, which jcmd is not to take; each would also be reported in its output. */
    private static final List<String> OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private final long pid;

    RunningJvm(long pid) {
        this.pid = pid;
    }

    /**
     * Returns the root directory of its files, as this process sees it, where that is not this process's own: a JVM in a container,
     * seen from outside.
     */
    Optional<Path> otherRoot() {
        try {
            Path theirs = Files.readSymbolicLink(proc().resolve("ns").resolve("mnt"));
            Path ours = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt"));
            return theirs.equals(ours) ? Optional.empty() : Optional.of(proc().resolve("root"));
        } catch (IOException notLinuxOrNotPermitted) {
            return Optional.empty();
        }
    }

    /** Makes a directory in its temporary directory, where only it and this user may write. */
    Path makeDirectoryBelow(Path root) throws IOException {
        try {
            Path directory = Files.createTempDirectory(root.resolve("tmp"), "sexton-doctor");
            Files.setAttribute(directory, "unix:uid", Files.getAttribute(proc(), "unix:uid"));
            return directory;
        } catch (IOException | UnsupportedOperationException e) {
            UnusableDumpException exception = new UnusableDumpException("process " + pid
                    + " runs in a container whose files cannot be written from here: have it write a dump inside, jcmd <pid>"
                    + " GC.heap_dump <file>, and examine that");
            exception.initCause(e);
            throw exception;
        }
    }

    private Path proc() {
        return Path.of("/proc", Long.toString(pid));
    }

    /** Has it write its reachable objects to this file, which must not exist; the name is as that process sees it. */
    void dumpTo(Path file) throws IOException, InterruptedException {
        ProcessHandle process = pid <= 0 ? null : ProcessHandle.of(pid).orElse(null);
        if (process == null) { // 0 would mean all JVMs to jcmd
            throw new UnusableDumpException("there is no process " + pid);
        }
        requireJvm();
        String output = jcmd(Long.toString(pid), "GC.heap_dump", '"' + file.toString() + '"');
        if (!output.contains(DONE)) {
            throw new UnusableDumpException(reason(process, output));
        }
    }

    /** Checks what the process is, where the system can tell; elsewhere jcmd does. */
    private void requireJvm() throws UnusableDumpException {
        try (Stream<String> mapped = Files.lines(proc().resolve("maps"))) {
            if (mapped.noneMatch(line -> line.contains("/libjvm.so"))) {
                throw new UnusableDumpException("process " + pid + " is not a HotSpot JVM");
            }
        } catch (UnusableDumpException notAJvm) {
            throw notAJvm;
        } catch (IOException | UncheckedIOException notLinuxOrNotReadable) {
            // then jcmd reports what is wrong
        }
    }

    private static String jcmd(String... arguments) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        if (!Files.isExecutable(jcmd)) {
            throw new UnusableDumpException("asking a JVM for its heap needs a JDK, and there is no " + jcmd
                    + ": run this on a JDK, or give it a dump");
        }
        String[] command = new String[arguments.length + 1];
        command[0] = jcmd.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(OPTIONS);
        Process process = builder.start();
        process.getOutputStream().close();
        try {
            String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            process.waitFor();
            return output;
        } finally {
            process.destroy();
        }
    }

    private String reason(ProcessHandle process, String output) {
        Optional<String> owner = process.info().user();
        Optional<String> self = ProcessHandle.current().info().user();
        if (output.contains(FAILED)) {
            return "process " + pid + " could not write its dump: "
                    + line(output, FAILED) + "; have it write one where it may, jcmd " + pid
                    + " GC.heap_dump <file>, and examine that";
        }
        if (output.contains(INCOMPLETE)) {
            return "process " + pid + " could not write all of its dump: " + line(output, INCOMPLETE)
                    + "; make room in the temporary directory, or choose another one with"
                    + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=<directory>";
        }
        if (!process.isAlive()) {
            return "process " + pid + " has ended before it had written its dump";
        }
        if (owner.isPresent() && self.isPresent() && !owner.equals(self)) {
            return "process " + pid + " belongs to " + owner.get() + ", and only " + owner.get()
                    + " is permitted to ask it for its heap: run this as " + owner.get();
        }
        if (!output.contains("Exception")) {
            return "process " + pid + " has not written its dump: "
                    + line(output.replaceFirst("^\\s*" + pid + ":\\s*", ""), "\0");
        }
        return "process " + pid
                + " refuses to dump its heap: it was started with"
                + " -XX:+DisableAttachMechanism, or is stopped, or is no HotSpot JVM (" + line(output, "Exception: ")
                + ")";
    }

    /** Returns the rest of the line in which this occurs, or the first line. */
    private static String line(String output, String after) {
        int at = output.indexOf(after);
        String text = at < 0 ? output.stripTrailing() : output.substring(at + after.length());
        return text.lines().findFirst().orElse("no reason was given").strip();
    }
}
