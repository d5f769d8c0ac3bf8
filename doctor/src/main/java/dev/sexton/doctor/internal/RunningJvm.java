package dev.sexton.doctor.internal;

import dev.sexton.doctor.UnusableDumpException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/*
 * Has a JVM write its heap dump, by the JDK's own jcmd: it knows how to attach to JVMs of other versions, and it sends nothing
 * to a process that is none. What attaching needs besides (a management agent in the other JVM, or a package of this one that
 * is not exported) is not worth the process it saves.
 */
final class RunningJvm {
    private static final String DONE = "Heap dump file created";
    private static final String FAILED = "Unable to create ";

    private final long pid;

    RunningJvm(long pid) {
        this.pid = pid;
    }

    /** Has it write the objects that are reachable to this file, which must not exist. */
    void dumpTo(Path file) throws IOException, InterruptedException {
        ProcessHandle process = pid <= 0 ? null : ProcessHandle.of(pid).orElse(null);
        if (process == null) { // 0 would mean all JVMs to jcmd
            throw new UnusableDumpException("there is no process " + pid);
        }
        String output = jcmd(Long.toString(pid), "GC.heap_dump", '"' + file.toString() + '"');
        if (!output.contains(DONE)) {
            throw new UnusableDumpException(reason(process, output));
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
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
        if (!process.isAlive()) {
            return "process " + pid + " has ended before it had written its dump";
        }
        if (owner.isPresent() && self.isPresent() && !owner.equals(self)) {
            return "process " + pid + " belongs to " + owner.get() + ", and only " + owner.get()
                    + " is permitted to ask it for its heap: run this as " + owner.get();
        }
        return "process " + pid
                + " does not let itself be asked for its heap: it is not a HotSpot JVM, or was started with"
                + " -XX:+DisableAttachMechanism, or is stopped (" + line(output, "Exception: ") + ")";
    }

    /** The rest of the line in which this occurs, or of the last line. */
    private static String line(String output, String after) {
        int at = output.indexOf(after);
        String text = at < 0 ? output.stripTrailing() : output.substring(at + after.length());
        return text.lines().findFirst().orElse("no reason was given").strip();
    }
}
