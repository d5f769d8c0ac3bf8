package dev.sexton.cli.doctor;

import dev.sexton.doctor.Finding;
import dev.sexton.doctor.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report as one page that needs nothing from anywhere: a table, and below it each path as a drawing. */
final class DoctorHtml {
    private static final int BOX_HEIGHT = 30;
    private static final int ARROW_HEIGHT = 44;
    private static final int MARGIN = 10;
    private static final int ROOM_FOR_THE_WAIT = 150;

    /** Of the drawing's monospaced letters, in pixels, rounded up. */
    private static final int LETTER_WIDTH = 8;

    private final DoctorReport report;

    DoctorHtml(DoctorReport report) {
        this.report = report;
    }

    String page() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width"/>
                <title>Sexton doctor: %1$s</title>
                <style>
                :root { color-scheme: light dark; }
                body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em; }
                table { border-collapse: collapse; width: 100%%; }
                th, td { border-bottom: 1px solid #8884; padding: .35em .7em; text-align: left; vertical-align: top; }
                td.number, th.number { text-align: right; white-space: nowrap; }
                code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
                section { border-top: 1px solid #8884; margin-top: 2em; }
                .drawing { overflow-x: auto; }
                svg { color: inherit; }
                svg text { fill: currentColor; font: 13px ui-monospace, monospace; }
                svg .via { font-style: italic; opacity: .8; }
                svg rect { fill: #8882; stroke: currentColor; }
                svg path { fill: none; stroke: currentColor; }
                svg .waits { stroke-dasharray: 5 4; }
                svg marker path { fill: currentColor; }
                </style>
                </head>
                <body>
                <h1>Cleanups that can never run</h1>
                <p><code>%1$s</code>: %2$s objects; %3$s references with something to hold examined.</p>
                %4$s
                </body>
                </html>
                """.formatted(
                        escaped(report.patient()),
                        number(report.diagnosis().objects()),
                        number(report.diagnosis().references()),
                        findings());
    }

    private String findings() {
        if (report.diagnosis().findings().isEmpty()) {
            return "<p>None was found.</p>";
        }
        List<Finding> shown = report.shown();
        StringBuilder rows = new StringBuilder();
        StringBuilder sections = new StringBuilder();
        for (int i = 0; i < shown.size(); i++) {
            rows.append(row(i + 1, shown.get(i)));
            sections.append(section(i + 1, shown.get(i)));
        }
        String omitted = report.omitted() == 0 ? "" : "<p>… and " + number(report.omitted()) + " more.</p>\n";
        return """
                <table>
                <thead><tr><th>#</th><th>finding</th><th>object</th><th class="number">count</th><th class="number">bytes</th>
                <th>held by</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                %s<p><b>Leaked</b>: nothing holds the object but cleanups that can never run. <b>Never</b>: others hold it now;
                once they let go, it leaks. %s</p>
                %s""".formatted(rows, omitted, DoctorReport.WHAT_BYTES_ARE, sections);
    }

    private static String row(int number, Finding finding) {
        return """
                <tr><td><a href="#f%d">%d</a></td><td>%s</td><td><code>%s</code></td><td class="number">%s</td>\
                <td class="number">%s</td><td><code>%s</code></td></tr>
                """.formatted(
                        number,
                        number,
                        kind(finding),
                        escaped(finding.object()),
                        number(finding.count()),
                        number(finding.retainedBytes()),
                        escaped(finding.pathInWords()));
    }

    private static String section(int number, Finding finding) {
        return """
                <section id="f%d">
                <h2>%d. %s: %s × <code>%s</code></h2>
                <p><b>Instead:</b> %s.</p>
                <div class="drawing">
                %s</div>
                </section>
                """.formatted(
                        number,
                        number,
                        kind(finding),
                        number(finding.count()),
                        escaped(finding.object()),
                        escaped(finding.remedy()),
                        drawing(number, finding));
    }

    private static String kind(Finding finding) {
        return finding.kind().name().toLowerCase(Locale.ROOT) + (finding.mutual() ? ", mutual" : "");
    }

    /** From the cleanup down to the object, and, dashed, what the cleanup waits for. */
    private static String drawing(int number, Finding finding) {
        List<Step> steps = new ArrayList<>(finding.path());
        if (!steps.getFirst().object().endsWith(finding.reference())) {
            steps.addFirst(new Step(finding.reference(), "holds"));
        }
        int box = MARGIN * 2
                + LETTER_WIDTH
                        * steps.stream()
                                .mapToInt(step -> step.object().length())
                                .max()
                                .orElse(0);
        int height = 2 * MARGIN + steps.size() * (BOX_HEIGHT + ARROW_HEIGHT) - ARROW_HEIGHT;
        StringBuilder svg = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            svg.append(box(steps.get(i), i, box, number, i + 1 < steps.size()));
        }
        svg.append(wait(box, top(0) + BOX_HEIGHT / 2, top(steps.size() - 1) + BOX_HEIGHT / 2, number));
        String told = steps.stream().map(Step::object).collect(Collectors.joining(", then "));
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img" aria-label="%s">
                <defs><marker id="m%d" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
                <path d="M0,0 L8,4 L0,8 z"/></marker></defs>
                %s</svg>
                """.formatted(box + ROOM_FOR_THE_WAIT + 2 * MARGIN, height, escaped(told), number, svg);
    }

    private static int top(int i) {
        return MARGIN + i * (BOX_HEIGHT + ARROW_HEIGHT);
    }

    private static String box(Step step, int i, int width, int number, boolean hasNext) {
        String drawn =
                """
                <rect x="%d" y="%d" width="%d" height="%d" rx="5"/><text x="%d" y="%d">%s</text>
                """.formatted(MARGIN, top(i), width, BOX_HEIGHT, 2 * MARGIN, top(i) + 20, escaped(step.object()));
        return !hasNext ? drawn : drawn + arrow(step, top(i) + BOX_HEIGHT, number);
    }

    private static String arrow(Step step, int y, int number) {
        return """
                <path d="M%1$d,%2$d V%3$d" marker-end="url(#m%4$d)"/><text class="via" x="%5$d" y="%6$d">%7$s</text>
                """.formatted(
                4 * MARGIN, y, y + ARROW_HEIGHT, number, 5 * MARGIN, y + ARROW_HEIGHT / 2 + 4, escaped(step.via()));
    }

    private static String wait(int box, int from, int to, int number) {
        int right = MARGIN + box;
        return """
                <path class="waits" d="M%1$d,%2$d C%3$d,%2$d %3$d,%4$d %1$d,%4$d" marker-end="url(#m%5$d)"/>\
                <text class="via" x="%6$d" y="%7$d">waits for</text><text class="via" x="%6$d" y="%8$d">its death</text>
                """.formatted(
                        right, from, right + 80, to, number, right + 68, (from + to) / 2 - 4, (from + to) / 2 + 12);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Text as HTML and XML have it. What neither can contain, not even escaped, becomes a question mark. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(canBeShown(c) ? c : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean canBeShown(int c) {
        return c >= ' ' && c != 0x7f && (c < 0xd800 || c > 0xdfff) && c != 0xfffe && c != 0xffff;
    }
}
