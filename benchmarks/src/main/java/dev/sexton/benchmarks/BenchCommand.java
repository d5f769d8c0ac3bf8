package dev.sexton.benchmarks;

import dev.sexton.benchmarks.report.Bar.Verdict;
import dev.sexton.benchmarks.report.Plots;
import dev.sexton.benchmarks.report.Results;
import dev.sexton.benchmarks.report.ResultsPage;
import dev.sexton.benchmarks.report.ResultsPage.Heading;
import dev.sexton.benchmarks.report.ResultsPage.Section;
import dev.sexton.benchmarks.run.Bars;
import dev.sexton.benchmarks.run.Bench;
import dev.sexton.benchmarks.run.GoPeer;
import dev.sexton.benchmarks.run.Question;
import dev.sexton.benchmarks.run.Scale;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sexton bench}: reads the command line, measures, writes the page and the plots, and judges. */
@Command(
        name = "bench",
        description = {
            "Measures Sexton beside its rivals and writes RESULTS.md and plots: into benchmarks/ if all questions are asked, else"
                    + " into benchmarks/target/. Takes about 15 minutes. The machine should have nothing else to do.",
            "Exit code: 0 if all was measured; 1 if a measurement has failed or, with --check, a bar is missed; 2 for a wrong call."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Option(
            names = "--quick",
            description = "Takes 4 minutes instead: fewer rounds, and little beyond what the bars are about.")
    private boolean quick;

    @Option(names = "--check", description = "Fail if a ratio is above its bar by more than its spread.")
    private boolean check;

    @Option(names = "--smoke", hidden = true, description = "Run everything once, too little of it to mean anything.")
    private boolean smoke;

    @Option(names = "--out", paramLabel = "DIR", description = "Where RESULTS.md and plots/ go instead.")
    private Path out;

    @Parameters(
            paramLabel = "QUESTION",
            description =
                    "Only these: add, stop, life, drain, heap, pause, sweeper, delay, throughput, advance, first, nested.")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        long start = System.nanoTime();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        Path home = home();
        Scale scale = smoke ? Scale.SMOKE : quick ? Scale.QUICK : Scale.FULL;
        GoPeer go = GoPeer.build(home.resolve("go"), home.resolve("target"));
        List<Question> questions = asked(Bench.questions(scale, go));
        Results results = Bench.run(questions, spec.commandLine().getErr());
        List<String> asked = questions.stream().map(Question::name).toList();
        List<Verdict> verdicts =
                Bars.all().stream().map(bar -> bar.judge(results, asked)).toList();
        Path directory = out != null ? out : names.isEmpty() ? home : home.resolve("target");
        Heading heading = new Heading(
                command(), Bench.others(go), load, (System.nanoTime() - start) / 60_000_000_000L, note(scale));
        write(directory, heading, questions, verdicts, results);
        return judge(verdicts, results.failures());
    }

    private List<Question> asked(List<Question> all) {
        List<String> known = all.stream().map(Question::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no question " + name + ": ask one of " + String.join(", ", known));
            }
        }
        return all.stream()
                .filter(question -> names.isEmpty() || names.contains(question.name()))
                .toList();
    }

    private void write(
            Path directory, Heading heading, List<Question> questions, List<Verdict> verdicts, Results results)
            throws IOException {
        List<Section> sections = new ArrayList<>();
        for (Question question : questions) {
            sections.add(new Section(question.topic(), question.flags()));
            Plots.draw(question.topic(), results, directory.resolve("plots"));
        }
        Path page = Files.createDirectories(directory).resolve("RESULTS.md");
        Files.writeString(page, ResultsPage.of(heading, sections, verdicts, results));
        spec.commandLine().getOut().println("Written: " + page);
    }

    private int judge(List<Verdict> verdicts, List<String> failures) {
        PrintWriter err = spec.commandLine().getErr();
        failures.forEach(failure -> err.println(spec.qualifiedName() + ": a measurement has failed: " + failure));
        List<Verdict> failing = verdicts.stream().filter(Verdict::fails).toList();
        failing.forEach(verdict -> err.println(spec.qualifiedName() + ": missed: " + verdict.sentence()));
        return failures.isEmpty() && (failing.isEmpty() || !check) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private String command() {
        List<String> words = new ArrayList<>(List.of("./sexton", "bench"));
        if (quick) {
            words.add("--quick");
        }
        words.addAll(names);
        return String.join(" ", words);
    }

    private static String note(Scale scale) {
        return switch (scale.name()) {
            case "full" -> "";
            case "quick" -> "A quick run: few rounds, so the spread is wide and not all is measured.";
            default ->
                "A test that everything runs: the counts are a fraction of what is said, and the figures mean nothing.";
        };
    }

    /** The folder of this module: the jar that this runs from is in its target. */
    private static Path home() throws Exception {
        URI jar = BenchCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        return Path.of(jar).getParent().getParent();
    }
}
