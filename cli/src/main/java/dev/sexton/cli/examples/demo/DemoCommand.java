package dev.sexton.cli.examples.demo;

import dev.sexton.cli.examples.files.Directories;
import dev.sexton.cli.examples.files.TreeWalk;
import dev.sexton.cli.terminal.StatusLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sexton demo}: reads the command line, runs the demo, and reports whether each descriptor was closed once. */
@Command(
        name = "demo",
        description = {
            "Opens every file below DIR by a raw descriptor of the operating system, reads it and forgets it. Only a"
                    + " cleanup closes the descriptor; when descriptors run out, the demo reclaims those of forgotten files and"
                    + " goes on. Links are not followed; files that cannot be read are counted and skipped.",
            "Exit code: 0 if each descriptor was closed once, 1 if not, 2 for a wrong call."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 1024;
    static final Duration PATIENCE = Duration.ofSeconds(60);

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The directory to read; by default the home of the JDK this runs on.")
    private String directory = System.getProperty("java.home");

    @Option(names = "--threads", paramLabel = "N", description = "Threads that open files, 1 to " + MOST_THREADS + ".")
    private int threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);

    @Option(names = "--limit", paramLabel = "N", description = "Files that may be open at the same time.")
    private int limit = 64;

    @Option(
            names = "--close-every",
            paramLabel = "K",
            description = "Close every K-th file by hand instead of forgetting it; 0 for none.")
    private int closeEvery = 10;

    private final Demo.Walk walk;
    private final Duration patience;

    /** Creates the command. */
    public DemoCommand() {
        this(TreeWalk::filesBelow, PATIENCE);
    }

    DemoCommand(Demo.Walk walk, Duration patience) {
        this.walk = walk;
        this.patience = patience;
    }

    @Override
    public Integer call() throws InterruptedException {
        Demo.Settings settings = settings();
        try (Demo demo =
                new Demo(settings, StatusLine.onTerminal(spec.commandLine().getErr()))) {
            DemoResult result = demo.run(walk);
            new DemoTable(spec.commandLine().getOut()).print(result);
            if (!result.reclaimed()) {
                complain("the reclaim at the end was not done in " + patience.toMillis()
                        + " ms, so what is still open may only not be closed yet: " + OutOfDescriptorsException.REMEDY);
            }
            return result.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (OutOfDescriptorsException e) {
            complain(e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private void complain(@Nullable String what) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + what);
    }

    private Demo.Settings settings() {
        requireBetween("--threads", threads, 1, MOST_THREADS);
        requireBetween("--limit", limit, 1, Integer.MAX_VALUE);
        requireBetween("--close-every", closeEvery, 0, Integer.MAX_VALUE);
        if (System.getProperty("os.name").startsWith("Windows")) {
            throw wrong("The demo needs open, read and close of a POSIX system: run it on Linux or macOS");
        }
        return new Demo.Settings(readableDirectory(), threads, limit, closeEvery, patience);
    }

    private void requireBetween(String option, int value, int least, int most) {
        if (value < least || value > most) {
            String range = most == Integer.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
            throw wrong(option + " is " + value + ": it must be " + range);
        }
    }

    private Path readableDirectory() {
        try {
            return Directories.readable(directory);
        } catch (Directories.UnusableException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
