package dev.sexton.benchmarks.report;

import dev.sexton.benchmarks.report.Bar.Verdict;
import dev.sexton.benchmarks.report.Results.Place;
import java.util.List;

/** The page: what was measured on, the bars, and a table for each question. */
public final class ResultsPage {
    private final StringBuilder page = new StringBuilder();
    private final Results results;

    private ResultsPage(Results results) {
        this.results = results;
    }

    /**
     * The subject.
     *
     * @param command that reproduces it
     * @param others the other languages and JDKs that took part, or why they did not
     * @param load the machine's load average before it began; negative if it is not known
     * @param minutes it took
     * @param note a warning to be put first, or nothing
     */
    public record Heading(String command, List<String> others, double load, long minutes, String note) {}

    /**
     * A question.
     *
     * @param topic what is said of it
     * @param flags of its JVMs
     */
    public record Section(Topic topic, List<String> flags) {}

    /**
     * Writes it.
     *
     * @param heading what it is about
     * @param sections the questions that were asked
     * @param verdicts of the bars
     * @param results what was measured
     * @return the page, in Markdown
     */
    public static String of(Heading heading, List<Section> sections, List<Verdict> verdicts, Results results) {
        ResultsPage page = new ResultsPage(results);
        page.begin(heading);
        page.failures();
        page.bars(verdicts);
        sections.forEach(page::section);
        return page.page.toString();
    }

    private void begin(Heading heading) {
        line("# Results");
        line("");
        line("Written by `%s`; not edited.".formatted(heading.command()));
        line("");
        if (!heading.note().isEmpty()) {
            line("**%s**".formatted(heading.note()));
            line("");
        }
        line("- %s, %d minutes".formatted(Machine.date(), heading.minutes()));
        line("- %s".formatted(Machine.hardware()));
        line("- load average before: %s".formatted(heading.load() < 0 ? "not known" : Numbers.text(heading.load())));
        line("- %s".formatted(Machine.jdk()));
        heading.others().forEach(other -> line("- %s".formatted(other)));
        line("");
        line(
                "Rivals take turns in each round. A figure is the median of the rounds, with the quartiles in parentheses. A ratio is");
        line(
                "that of two figures of the same round, and again the median of all rounds is shown with its quartiles: below 1 is");
        line("less time than the base takes. Only ratios carry over to another machine.");
        line("");
    }

    private void failures() {
        for (String failure : results.failures()) {
            line("**Failed**: " + failure.lines().findFirst().orElse(""));
            line("");
        }
    }

    private void bars(List<Verdict> verdicts) {
        line("## Numbers to hold");
        line("");
        line("`./sexton bench --check` fails if one is missed: above the bar in three quarters of the rounds.");
        line("");
        line("| what | measured | bar | |");
        line("| --- | --- | --- | --- |");
        for (Verdict verdict : verdicts) {
            String measured = verdict.measured().map(Numbers::text).orElse(verdict.reason());
            line("| %s | %s | ≤ %s | %s |"
                    .formatted(
                            verdict.bar().what(),
                            measured,
                            Numbers.text(verdict.bar().most()),
                            word(verdict)));
        }
        line("");
    }

    private static String word(Verdict verdict) {
        return switch (verdict.outcome()) {
            case HELD -> "held";
            case WITHIN_SPREAD -> "above, within the spread";
            case MISSED -> "**missed**";
            case NOT_MEASURED -> "–";
            case NO_FIGURE -> "**no figure**";
        };
    }

    private void section(Section section) {
        Topic topic = section.topic();
        line("## %s".formatted(topic.title()));
        line("");
        line("%s".formatted(topic.measured()));
        line("");
        line("![%s](plots/%s.png)".formatted(topic.title(), topic.name()));
        line("");
        line("| | | %s | ÷ %s |".formatted(topic.unit(), topic.base()));
        line("| --- | --- | --- | --- |");
        for (String setting : results.settings(topic.name())) {
            for (String rival : results.rivals(topic.name(), setting)) {
                row(topic, setting, rival);
            }
        }
        line("");
        line("`./sexton bench %s`; JVM: %s".formatted(topic.name(), flags(section)));
        line("");
    }

    private void row(Topic topic, String setting, String rival) {
        Place place = new Place(topic.name(), setting, rival);
        List<Double> values = results.values(place);
        List<Double> base = results.values(new Place(topic.name(), setting, topic.base()));
        if (values.isEmpty()) {
            line("| %s | %s | – | %s |"
                    .formatted(setting, rival, results.reasonNotRun(place).orElse("–")));
        } else {
            String ratio = base.isEmpty() ? "–" : Numbers.text(Spread.ofRatios(values, base));
            String shown = rival.equals(topic.base()) ? "1" : ratio;
            line("| %s | %s | %s | %s |".formatted(setting, rival, Numbers.text(Spread.of(values)), shown));
        }
    }

    private static String flags(Section section) {
        return section.flags().isEmpty() ? "no flags" : "`" + String.join("`, `", section.flags()) + "`";
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
