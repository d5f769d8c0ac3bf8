package dev.sexton.cli.top;

import dev.sexton.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
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

/** The command {@code sexton top}. */
@Command(
        name = "top",
        description = {
            "Shows what the cleanup runtimes of a running JVM are doing: live and waiting cleanups; totals of queued, executed"
                    + " and failed cleanups; their rates since the line before; running and existing workers; the duration of the"
                    + " last sweep, and its age. Redraws on a terminal until Ctrl-C; elsewhere prints a line for each runtime.",
            "The JVM must run on this machine and belong to the same user. Attaching starts JMX's local connector in it. A"
                    + " runtime is shown while it has live cleanups, and for its idle timeout after the last one.",
            "Exit code: 0 at the end, also if the JVM ends first; 1 if the connection is lost; 2 if the call is wrong: no such"
                    + " process, not a JVM, not permitted, no runtime in it."
        },
        mixinStandardHelpOptions = true)
public final class TopCommand implements Callable<Integer> {
    /** A runtime notices within its sweep interval, 10 s by default, that JMX has been started. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final double LEAST_INTERVAL = 0.1;
    private static final double MOST_INTERVAL = 86_400;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "0", paramLabel = "PID", description = "The process id.")
    private long pid;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description = "The time between readings, from 0.1 to 86400; 1 by default.")
    private double interval = 1;

    @Option(names = "--count", paramLabel = "N", description = "The number of readings; unlimited by default.")
    private long count = Long.MAX_VALUE;

    private final Duration patience;

    /** Creates the command. */
    public TopCommand() {
        this(PATIENCE);
    }

    TopCommand(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!(interval >= LEAST_INTERVAL && interval <= MOST_INTERVAL)) {
            throw wrong("--interval must be from 0.1 to 86400 seconds, but was " + interval);
        }
        if (count < 1) {
            throw wrong("--count must be at least 1, but was " + count);
        }
        try (TargetJvm jvm = TargetJvm.attach(pid)) {
            return show(jvm);
        } catch (UnattachableException e) {
            throw wrong(e.getMessage());
        } catch (IOException e) {
            return ended(e);
        }
    }

    private int show(TargetJvm jvm) throws IOException, InterruptedException {
        boolean terminal = Terminal.isThere();
        PrintWriter out = spec.commandLine().getOut();
        Top top = new Top(jvm, new TopScreen(out, terminal), Time.SYSTEM);
        if (terminal) {
            out.println("waiting for a runtime of process " + pid + " to show itself, up to " + patience.toSeconds()
                    + " s");
            out.flush();
        }
        if (!top.awaitRuntime(patience)) {
            throw wrong("No cleanup runtime has shown itself in process " + pid + " within " + patience.toSeconds()
                    + " s: the process does not use Sexton, or has had no live cleanup for the idle timeout");
        }
        top.run(Duration.ofNanos((long) (interval * 1e9)), count);
        return ExitCode.OK;
    }

    private int ended(IOException lost) {
        boolean alive = ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
        String what = alive ? " can no longer be read: " + lost.getMessage() : " has ended";
        spec.commandLine().getErr().println(spec.qualifiedName() + ": process " + pid + what);
        return alive ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
