package dev.sexton.cli.doctor;

import dev.sexton.cli.terminal.StatusLine;
import dev.sexton.doctor.Diagnosis;
import dev.sexton.doctor.HeapDump;
import dev.sexton.doctor.Progress;
import dev.sexton.doctor.UnusableDumpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sexton doctor}: reads the command line, has the dump examined, and writes the reports. */
@Command(
        name = "doctor",
        description = {
            "Finds the cleanups that can never run because they hold, directly or not, the very object whose death they wait"
                    + " for: those of java.lang.ref.Cleaner, of Sexton, and any other reference object with fields of its own."
                    + " LEAKED: nothing else holds the object any more. WILL LEAK: others hold it now; it leaks once they let it"
                    + " go.",
            "Exit code: 0 if there are none, 1 if there are, 2 if the dump or the process cannot be examined."
        },
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            index = "0",
            paramLabel = "DUMP|PID",
            description =
                    "A heap dump in HPROF format, or the process id of a running JVM of the same user. The JVM stands still while"
                            + " it writes a dump, which is deleted afterwards.")
    private String source = "";

    @Option(names = "--json", description = "Write the report as JSON.")
    private boolean json;

    @Option(names = "--html", paramLabel = "FILE", description = "Also write the report as a web page with drawings.")
    private @Nullable Path html;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many findings to report, 20 by default; those that hold most come first.")
    private int limit = 20;

    /** Creates the command. */
    public DoctorCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1) {
            throw wrong("--limit is " + limit + ": it must be at least 1");
        }
        DoctorReport report = new DoctorReport(name(), examined(), limit);
        spec.commandLine().getOut().print(json ? new DoctorJson(report).text() : new DoctorText(report).text());
        spec.commandLine().getOut().flush();
        if (html != null) { // last, since it may fail, and the report is not to be lost
            write(html, new DoctorHtml(report).page());
        }
        return report.diagnosis().findings().isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private String name() {
        return isProcess() ? "process " + source : source;
    }

    private boolean isProcess() {
        return source.matches("\\d+");
    }

    private Diagnosis examined() throws InterruptedException {
        StatusLine status = StatusLine.onTerminal(spec.commandLine().getErr());
        try (HeapDump dump = opened(status)) {
            return dump.examine();
        } catch (UnusableDumpException e) {
            throw wrong(isProcess() ? String.valueOf(e.getMessage()) : source + ": " + e.getMessage());
        } catch (IOException e) {
            throw wrong(name() + ": it cannot be read (" + e.getMessage() + ")");
        } finally {
            status.end();
        }
    }

    private HeapDump opened(StatusLine status) throws IOException, InterruptedException {
        Progress shown = (phase, percent) -> status.write(String.format(Locale.ROOT, "%s: %d %%", phase, percent));
        return isProcess() ? HeapDump.ofProcess(pid(), shown) : HeapDump.open(file(), shown);
    }

    private long pid() {
        try {
            return Long.parseLong(source);
        } catch (NumberFormatException e) {
            throw wrong("there is no process " + source);
        }
    }

    private Path file() {
        Path file = path(source);
        if (!Files.exists(file)) {
            throw wrong(source + " does not exist: give a heap dump, or the number of a running JVM");
        }
        if (!Files.isRegularFile(file)) {
            throw wrong(source + " is not a file: give a heap dump");
        }
        if (!Files.isReadable(file)) {
            throw wrong(source + " may not be read by this user: a JVM lets only its own user read its dumps");
        }
        return file;
    }

    private Path path(String name) {
        try {
            return Path.of(name);
        } catch (java.nio.file.InvalidPathException e) {
            throw wrong(name + " cannot be the name of a file");
        }
    }

    private void write(Path file, String content) {
        try {
            Files.writeString(file, content, StandardCharsets.UTF_8);
        } catch (AccessDeniedException e) {
            throw wrong("the page cannot be written to " + file + ": permission denied");
        } catch (NoSuchFileException e) {
            throw wrong("the page cannot be written to " + file + ": its directory does not exist");
        } catch (FileSystemException e) {
            String reason = e.getReason();
            throw wrong("the page cannot be written to " + file + ": "
                    + (reason == null ? "no file can be there" : reason));
        } catch (IOException e) {
            throw wrong("the page cannot be written to " + file + ": " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), DoctorText.printable(message));
    }
}
