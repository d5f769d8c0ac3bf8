package dev.sexton.benchmarks.run;

import dev.sexton.benchmarks.report.Results;
import dev.sexton.benchmarks.report.Results.Place;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks questions, one after the other. */
public final class Bench {
    private final List<Question> questions;
    private final Results results = new Results();

    private Bench(List<Question> questions) {
        this.questions = questions;
    }

    /**
     * The questions there are.
     *
     * @param scale how much is measured for each
     * @param go the peer in another language
     * @return in the order of the page
     */
    public static List<Question> questions(Scale scale, GoPeer go) {
        List<Question> all = new ArrayList<>(new CleanupQuestions(scale, new Jdks(), go).all());
        all.addAll(new PullQuestions(scale, go).all());
        return List.copyOf(all);
    }

    /**
     * The participants besides this JVM.
     *
     * @param go the peer in another language
     * @return a line each
     */
    public static List<String> others(GoPeer go) {
        return List.of("JDK 17: " + new Jdks().describe(17), "Go: " + go.state());
    }

    /**
     * Answers questions.
     *
     * @param questions which
     * @param err is told how far it is
     * @return what was measured
     * @throws InterruptedException if it is to end at once
     */
    public static Results run(List<Question> questions, PrintWriter err) throws InterruptedException {
        double planned = questions.stream().mapToDouble(Question::seconds).sum();
        Bench bench = new Bench(questions);
        bench.run(new Progress(err, Progress.isTerminal(), new TimeLeft(planned)));
        return bench.results;
    }

    private void run(Progress progress) throws InterruptedException {
        long start = System.nanoTime();
        for (Question question : questions) {
            double before = seconds(start);
            for (Run run : question.runs()) {
                progress.begins(question, run, seconds(start));
                measure(question, run);
                progress.hasEnded(run);
            }
            question.notRun()
                    .forEach(not ->
                            results.notRun(new Place(question.name(), not.setting(), not.rival()), not.reason()));
            progress.hasEnded(question, seconds(start) - before);
        }
    }

    /** A failure costs its own figures only; the hour that the others took is not thrown away. */
    private void measure(Question question, Run run) throws InterruptedException {
        try {
            run.measure((setting, rival, value) -> results.add(new Place(question.name(), setting, rival), value));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            results.failed(question.name() + ", " + run.label() + ": " + causes(e));
        }
    }

    private static String causes(Exception failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::getMessage)
                .collect(Collectors.joining(", because of: "));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
