package dev.sexton.verify.soak;

import java.io.PrintWriter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sexton soak}: reads the command line, runs the soak, and prints its account. */
@Command(
        name = "soak",
        description = {
            "Uses the library in random ways from many threads: adds, stops, cleans, lets objects die, with actions that are"
                    + " slow, that fail, that call the library back. A ledger accounts for every cleanup: each must have run once,"
                    + " or have been cleaned once, or stopped once. Prints the ledger and the seed.",
            "Exit code: 0 if the ledger is right, 1 if not; then it stops at once and prints the state. 2 for a wrong call."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class SoakCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 256;
    private static final double MOST_MINUTES = 7 * 24 * 60;

    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(names = "--minutes", paramLabel = "N", required = true, description = "How long; 0.5 is half a minute.")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description =
                    "What the random choices begin with; printed, and a new one by default. It brings back the choices,"
                            + " not the timing.")
    private @Nullable Long seed;

    @Option(
            names = "--threads",
            paramLabel = "T",
            description = "Platform threads that register cleanups, 1 to " + MOST_THREADS
                    + "; waves of virtual ones come on top.")
    private int threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);

    /** For picocli. */
    public SoakCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        Soak.Settings settings = settings();
        PrintWriter err = spec.commandLine().getErr();
        Soak.Result result = new Soak(settings, Status.onTerminal(err, settings.time())).run();
        print(settings, result, spec.commandLine().getOut());
        String discrepancy = result.discrepancy();
        if (discrepancy == null) {
            return ExitCode.OK;
        }
        err.println(spec.qualifiedName() + ": " + discrepancy);
        err.println(result.state());
        dumpThreads(err);
        err.flush();
        return ExitCode.SOFTWARE;
    }

    private Soak.Settings settings() {
        if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
            throw wrong("--minutes is " + minutes + ": it must be more than 0 and at most " + (long) MOST_MINUTES);
        }
        if (threads < 1 || threads > MOST_THREADS) {
            throw wrong("--threads is " + threads + ": it must be from 1 to " + MOST_THREADS);
        }
        Long given = seed;
        return new Soak.Settings(
                Duration.ofMillis((long) (minutes * 60_000)),
                given != null ? given : ThreadLocalRandom.current().nextInt(1_000_000),
                threads);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static void print(Soak.Settings settings, Soak.Result result, PrintWriter out) {
        Page.Count count = result.count();
        out.printf(
                Locale.ROOT,
                "seed %d, %d threads and waves of virtual ones, %d rounds in %d s, Java %s, %s%n",
                settings.seed(),
                settings.threads(),
                result.rounds(),
                result.took().toSeconds(),
                Runtime.version(),
                collector());
        out.printf(
                Locale.ROOT,
                "%,d cleanups, %,d a second, accounting included%n",
                count.all(),
                Status.perSecond(count.all(), result.took()));
        out.printf(Locale.ROOT, "  ran      %,16d%n", count.ran());
        out.printf(Locale.ROOT, "  cleaned  %,16d%n", count.cleaned());
        out.printf(Locale.ROOT, "  stopped  %,16d%n", count.stopped());
        out.printf("  each exactly once: %s%n", result.discrepancy() == null ? "yes" : "NO");
        out.flush();
    }

    private static String collector() {
        return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
                .map(GarbageCollectorMXBean::getName)
                .toList()
                .toString();
    }

    private static void dumpThreads(PrintWriter err) {
        for (Map.Entry<Thread, StackTraceElement[]> thread :
                Thread.getAllStackTraces().entrySet()) {
            err.println(thread.getKey() + " " + thread.getKey().getState());
            for (StackTraceElement frame : thread.getValue()) {
                err.println("    at " + frame);
            }
        }
    }
}
