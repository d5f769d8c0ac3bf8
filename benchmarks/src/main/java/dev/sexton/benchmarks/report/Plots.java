package dev.sexton.benchmarks.report;

import dev.sexton.benchmarks.report.Results.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler;

/** One picture for each question: bars in parts of the base, which is 1. */
public final class Plots {
    private static final double SPAN_OF_A_LINEAR_AXIS = 20;

    private Plots() {}

    /**
     * Draws a question's ratios.
     *
     * @param topic the question
     * @param results what was measured
     * @param directory where the picture goes, named after the question
     * @return whether there was anything to draw
     * @throws IOException if it cannot be written
     */
    public static boolean draw(Topic topic, Results results, Path directory) throws IOException {
        List<String> settings = results.settings(topic.name()).stream()
                .filter(setting -> !base(topic, results, setting).isEmpty())
                .toList();
        if (settings.isEmpty()) {
            return false;
        }
        CategoryChart chart = new CategoryChartBuilder()
                .width(900)
                .height(420)
                .title(topic.title())
                .yAxisTitle("time ÷ " + topic.base())
                .build();
        if (topic.unit().equals("bytes")) {
            chart.setYAxisTitle("bytes ÷ " + topic.base());
        }
        List<Double> drawn = new ArrayList<>();
        for (String rival : rivals(topic, results, settings)) {
            List<Double> ratios = settings.stream()
                    .map(setting -> ratio(topic, results, setting, rival))
                    .toList();
            ratios.stream().filter(Objects::nonNull).forEach(drawn::add);
            chart.addSeries(rival, settings, ratios);
        }
        style(chart, drawn);
        Path file = Files.createDirectories(directory).resolve(topic.name() + ".png");
        Files.write(file, ChartEncoder.getBytes(chart, "png"));
        return true;
    }

    private static void style(CategoryChart chart, List<Double> drawn) {
        double most = drawn.stream().mapToDouble(ratio -> ratio).max().orElse(1);
        double least = drawn.stream().mapToDouble(ratio -> ratio).min().orElse(1);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setXAxisLabelRotation(20);
        chart.getStyler().setPlotGridVerticalLinesVisible(false);
        if (most / least > SPAN_OF_A_LINEAR_AXIS) {
            chart.getStyler().setYAxisLogarithmic(true);
            // Bars would else begin at 0, which such an axis does not have.
            chart.getStyler().setYAxisMin(Math.pow(10, Math.floor(Math.log10(least))));
        }
    }

    private static Set<String> rivals(Topic topic, Results results, List<String> settings) {
        Set<String> rivals = new LinkedHashSet<>();
        settings.forEach(setting -> rivals.addAll(results.rivals(topic.name(), setting)));
        return rivals;
    }

    /** Nothing is drawn for null, which stands for what was not measured, or took no time at all. */
    private static Double ratio(Topic topic, Results results, String setting, String rival) {
        List<Double> values = results.values(new Place(topic.name(), setting, rival));
        if (values.isEmpty()) {
            return null;
        }
        double ratio = Spread.ofRatios(values, base(topic, results, setting)).median();
        return ratio > 0 && ratio < Double.POSITIVE_INFINITY ? ratio : null;
    }

    private static List<Double> base(Topic topic, Results results, String setting) {
        return results.values(new Place(topic.name(), setting, topic.base()));
    }
}
