package dev.sexton.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.benchmarks.report.Results.Place;
import dev.sexton.benchmarks.report.ResultsPage.Heading;
import dev.sexton.benchmarks.report.ResultsPage.Section;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsPageTest {
    private static final Topic TOPIC = new Topic("add", "Add", "ns", "Cleaner", "One registration.");

    private final Results results = new Results();

    @TempDir
    private Path directory;

    @Test
    void showsMedianSpreadAndRatioOfEach() {
        measured("1 thread", "Cleaner", 100, 200, 300);
        measured("1 thread", "Sexton", 40, 100, 120);

        assertThat(page())
                .contains(
                        "| 1 thread | Cleaner | 200 (150 – 250) | 1 |",
                        "| 1 thread | Sexton | 100 (70.0 – 110) | 0.400 (0.400 – 0.450) |");
    }

    @Test
    void showsWhyThereIsNoFigure() {
        measured("1 thread", "Cleaner", 100);
        results.notRun(new Place("add", "1 thread", "Go"), "not run: there is no go on the PATH");

        assertThat(page()).contains("| 1 thread | Go | – | not run: there is no go on the PATH |");
    }

    @Test
    void showsNoRatioWhereTheBaseWasNotMeasured() {
        measured("4 threads", "Sexton", 100);

        assertThat(page()).contains("| 4 threads | Sexton | 100 (100 – 100) | – |");
    }

    @Test
    void showsTheBarsAndHowTheyWereMet() {
        measured("1 thread", "Cleaner", 100);
        measured("1 thread", "Sexton", 60);

        assertThat(page()).contains("| the row | 0.600 (0.600 – 0.600) | ≤ 0.500 | **missed** |");
    }

    @Test
    void showsFlagsAndMachine() {
        measured("1 thread", "Cleaner", 100);

        assertThat(page())
                .contains("`-XX:+UseG1GC`", Runtime.version().toString(), "processors", "load average before: 0.250");
    }

    @Test
    void drawsAPictureOfTheRatios() throws Exception {
        measured("1 thread", "Cleaner", 100);
        measured("1 thread", "Sexton", 50);
        measured("4 threads", "Cleaner", 100);

        assertThat(Plots.draw(TOPIC, results, directory)).isTrue();
        assertThat(ImageIO.read(directory.resolve("add.png").toFile()).getWidth())
                .isGreaterThan(500);
    }

    @Test
    void drawsWhatLiesFarApartAndWhatTookNoTime() throws Exception {
        measured("1 thread", "Cleaner", 100);
        measured("1 thread", "Sexton", 0.01);
        measured("1 thread", "Go", 0);

        assertThat(Plots.draw(TOPIC, results, directory)).isTrue();
    }

    @Test
    void drawsNothingWhereThereIsNoRatio() throws Exception {
        measured("1 thread", "Sexton", 50);

        assertThat(Plots.draw(TOPIC, results, directory)).isFalse();
        assertThat(directory).isEmptyDirectory();
    }

    private String page() {
        Bar bar = new Bar("the row", new Place("add", "1 thread", "Sexton"), Optional.of("Cleaner"), 0.5);
        return ResultsPage.of(
                new Heading("./sexton bench", List.of("Go: go1.26"), 0.25, 3, ""),
                List.of(new Section(TOPIC, List.of("-XX:+UseG1GC"))),
                List.of(bar.judge(results, List.of("add"))),
                results);
    }

    private void measured(String setting, String rival, double... values) {
        for (double value : values) {
            results.add(new Place("add", setting, rival), value);
        }
    }
}
