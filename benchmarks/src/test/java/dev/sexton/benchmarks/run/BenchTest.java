package dev.sexton.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.benchmarks.report.Results;
import dev.sexton.benchmarks.report.Results.Place;
import dev.sexton.benchmarks.report.Topic;
import dev.sexton.benchmarks.run.Question.NotRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchTest {
    private final List<String> order = new ArrayList<>();

    @Test
    void rivalsTakeTurnsInEachRound() throws Exception {
        List<Run> round = List.of(run("Cleaner", 2), run("Sexton", 1));

        Results results = bench(CleanupQuestions.repeated(2, round));

        assertThat(order).containsExactly("Cleaner", "Sexton", "Cleaner", "Sexton");
        assertThat(results.values(place("Sexton"))).containsExactly(1.0, 1.0);
    }

    @Test
    void whatFailsCostsItsOwnFiguresOnly() throws Exception {
        Run failing = new FakeRun("Guava", figures -> {
            throw new IOException("the JVM ended", new IOException("no memory"));
        });

        Results results = bench(List.of(failing, run("Sexton", 1)));

        assertThat(results.failures())
                .singleElement()
                .asString()
                .contains("add", "Guava", "the JVM ended", "no memory");
        assertThat(results.values(place("Sexton"))).containsExactly(1.0);
        assertThat(results.values(place("Guava"))).isEmpty();
    }

    @Test
    void whatCannotRunIsAccountedFor() throws Exception {
        assertThat(bench(List.of()).reasonNotRun(place("Go"))).contains("not run: no go");
    }

    @Test
    void aPeerWhoseSourcesCannotBeBuiltSaysSo() {
        GoPeer peer = GoPeer.build(Path.of("nowhere"), Path.of("target"));

        assertThat(peer.isThere()).isFalse();
        assertThat(peer.state()).startsWith("not run: ");
    }

    private static Results bench(List<Run> runs) throws Exception {
        Topic topic = new Topic("add", "Add", "ns", "Cleaner", "One registration.");
        List<NotRun> notRun = List.of(new NotRun("1 thread", "Go", "not run: no go"));
        return Bench.run(List.of(new Question(topic, runs, notRun)), new PrintWriter(new StringWriter()));
    }

    private Run run(String rival, double value) {
        return new FakeRun(rival, figures -> {
            order.add(rival);
            figures.add("1 thread", rival, value);
        });
    }

    private static Place place(String rival) {
        return new Place("add", "1 thread", rival);
    }

    private interface Measurement {
        void measure(Probe.Figures figures) throws Exception;
    }

    private record FakeRun(String label, Measurement measurement) implements Run {
        @Override
        public double seconds() {
            return 1;
        }

        @Override
        public void measure(Probe.Figures figures) throws Exception {
            measurement.measure(figures);
        }
    }
}
