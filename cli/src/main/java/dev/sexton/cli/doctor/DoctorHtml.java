package dev.sexton.cli.doctor;

import static dev.sexton.cli.doctor.DoctorWords.number;

import dev.sexton.doctor.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** The report as one page that needs no other file and no network: a table, and below it each path as a drawing. */
final class DoctorHtml {
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
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>Sexton doctor: %1$s</title>
                <style>
                :root { color-scheme: light dark; }
                body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em;
                  overflow-wrap: anywhere; }
                table { border-collapse: collapse; width: 100%%; }
                th, td { border-bottom: 1px solid #8884; padding: .35em .7em; text-align: left; vertical-align: top; }
                td.number, th.number { text-align: right; white-space: nowrap; }
                code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
                section { border-top: 1px solid #8884; margin-top: 2em; }
                .drawing { overflow-x: auto; }
                @media (max-width: 40em) {
                  thead { display: none; }
                  tr { border-bottom: 1px solid #8884; display: block; padding: .5em 0; }
                  td, td.number { border: 0; display: block; padding: .1em 0; text-align: left; white-space: normal; }
                  td.number::after { content: " " attr(data-what); }
                }
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
                %5$s%4$s
                </body>
                </html>
                """.formatted(
                        escaped(report.source()),
                        number(report.diagnosis().objects()),
                        number(report.diagnosis().references()),
                        findings(),
                        gaps());
    }

    private String gaps() {
        return report.diagnosis().gaps().stream()
                .map(gap -> "<p><b>Incomplete:</b> " + escaped(gap.toString()) + ".</p>\n")
                .collect(Collectors.joining());
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
                <thead><tr><th>#</th><th>finding</th><th>object</th><th class="number">leaked</th>
                <th class="number">will leak</th><th class="number">bytes</th><th>held by</th></tr></thead>
                <tbody>
                %s</tbody>
                </table>
                %s<p>%s<br/>%s<br/>%s</p>
                %s""".formatted(
                        rows, omitted, DoctorWords.LEAKED, DoctorWords.WILL_LEAK, DoctorWords.WHAT_BYTES_ARE, sections);
    }

    private static String row(int number, Finding finding) {
        return """
                <tr><td><a href="#f%d">%d</a></td><td>%s</td><td><code>%s</code></td>\
                <td class="number" data-what="leaked">%s</td><td class="number" data-what="will leak">%s</td>\
                <td class="number" data-what="bytes">%s</td><td><code>%s</code></td></tr>
                """.formatted(
                        number,
                        number,
                        DoctorWords.kind(finding).replace('_', ' ') + (finding.isMutual() ? ", mutual" : ""),
                        escaped(finding.object()),
                        number(finding.leaked()),
                        number(finding.willLeak()),
                        number(finding.retainedBytes()),
                        escaped(finding.pathInWords()));
    }

    private static String section(int number, Finding finding) {
        return """
                <section id="f%d">
                <h2>%d. %s × <code>%s</code></h2>
                <p><b>Instead:</b> %s.</p>
                %s%s\
                <div class="drawing">
                %s</div>
                </section>
                """.formatted(
                number,
                number,
                DoctorWords.counts(finding),
                escaped(finding.object()),
                escaped(DoctorWords.remedy(finding)),
                finding.where()
                        .map(path -> "<p><b>Where:</b> <code>" + escaped(DoctorWords.where(path)) + "</code></p>\n")
                        .orElse(""),
                finding.consequences().isEmpty()
                        ? ""
                        : "<p><b>Along:</b> " + escaped(DoctorWords.consequences(finding)) + ".</p>\n",
                new PathDrawing(number, finding).svg());
    }

    /** {@return text as HTML and XML have it} A character that neither can contain, not even escaped, becomes a question mark. */
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
