package dev.sexton.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.benchmarks.report.Topic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Run HALF = new Run() {
        @Override
        public String label() {
            return "1 thread: Cleaner";
        }

        @Override
        public double seconds() {
            return 60;
        }

        @Override
        public void measure(Probe.Figures figures) {}
    };
    private static final Question QUESTION =
            new Question(new Topic("add", "Add", "ns", "Cleaner", "One registration."), List.of(HALF, HALF), List.of());

    private final StringWriter out = new StringWriter();

    @Test
    void showsHowFarItIsAndWhatIsLeftOnATerminal() {
        run(true);

        assertThat(out.toString()).contains("\r", "0 %  2:00 min left  add, 1 thread: Cleaner", "50 %  1:00 min left");
    }

    @Test
    void saysOneLineForEachQuestionElsewhere() {
        run(false);

        assertThat(out.toString()).isEqualTo(String.format("add: measured in 2:00 min%n"));
    }

    private void run(boolean watched) {
        Progress progress = new Progress(new PrintWriter(out, true), watched, new TimeLeft(120));
        progress.begins(QUESTION, HALF, 0);
        progress.hasEnded(HALF);
        progress.begins(QUESTION, HALF, 60);
        progress.hasEnded(HALF);
        progress.hasEnded(QUESTION, 120);
    }
}
