package dev.sexton.cli.doctor;

import dev.sexton.doctor.Finding;
import dev.sexton.doctor.Gap;
import dev.sexton.doctor.HeapObject;
import dev.sexton.doctor.Link;
import dev.sexton.doctor.RootPath;
import dev.sexton.doctor.Step;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The report for programs. The documentation says what its fields are; none is ever renamed or left out. */
final class DoctorJson {
    private final DoctorReport report;

    DoctorJson(DoctorReport report) {
        this.report = report;
    }

    String text() {
        String findings =
                report.shown().stream().map(finding -> "\n" + finding(finding)).collect(Collectors.joining(","));
        return """
                {
                  "patient": %s,
                  "objects": %d,
                  "references": %d,
                  "leaked": %d,
                  "willLeak": %d,
                  "omitted": %d,
                  "gaps": [%s],
                  "findings": [%s]
                }
                """.formatted(
                        string(report.source()),
                        report.diagnosis().objects(),
                        report.diagnosis().references(),
                        report.diagnosis().leaked(),
                        report.diagnosis().willLeak(),
                        report.omitted(),
                        report.diagnosis().gaps().stream().map(DoctorJson::gap).collect(Collectors.joining(",")),
                        findings.isEmpty() ? "" : findings + "\n  ");
    }

    private static String finding(Finding finding) {
        return """
                    {
                      "kind": %s,
                      "cause": %s,
                      "mutual": %s,
                      "reference": %s,
                      "object": %s,
                      "count": %d,
                      "leaked": %d,
                      "willLeak": %d,
                      "retainedBytes": %d,
                      "path": [%s
                      ],
                      "root": %s,
                      "where": [%s
                      ],
                      "consequences": [%s],
                      "instead": %s
                    }""".indent(4).stripTrailing().formatted(
                type(finding.kind()),
                type(finding.cause()),
                finding.isMutual(),
                string(finding.reference()),
                string(finding.object()),
                finding.count(),
                finding.leaked(),
                finding.willLeak(),
                finding.retainedBytes(),
                path(finding.path()),
                string(finding.where().map(path -> path.root().toString()).orElse("")),
                path(finding.where().map(RootPath::steps).orElse(List.of())),
                consequences(finding),
                string(DoctorWords.remedy(finding)));
    }

    private static String gap(Gap gap) {
        return "\n    {\"type\": " + type(gap.kind()) + ", \"count\": " + gap.count() + ", \"text\": "
                + string(gap.toString()) + "}";
    }

    private static String consequences(Finding finding) {
        return new TreeMap<>(finding.consequences())
                .entrySet().stream()
                        .map(entry ->
                                "{\"object\": " + string(entry.getKey()) + ", \"count\": " + entry.getValue() + "}")
                        .collect(Collectors.joining(", "));
    }

    private static String path(List<Step> steps) {
        return steps.stream().map(DoctorJson::step).collect(Collectors.joining(","));
    }

    private static String step(Step step) {
        return "\n        {\"object\": " + string(step.object().toString()) + ", \"via\": "
                + string(step.link().map(Link::toString).orElse(""))
                + ", " + type(step.object())
                + step.link().map(DoctorJson::type).orElse("") + "}";
    }

    private static String type(HeapObject object) {
        return "\"type\": " + type(object.kind()) + ", \"class\": " + string(object.className()) + ", \"name\": "
                + string(object.name());
    }

    private static String type(Link link) {
        return ", \"link\": {\"type\": " + type(link.kind()) + ", \"declaringClass\": " + string(link.declaringClass())
                + ", \"name\": " + string(link.name()) + "}";
    }

    private static String type(Enum<?> constant) {
        return string(constant.name().toLowerCase(Locale.ROOT));
    }

    /** {@return a string as JSON has it} Names in a dump may contain anything. */
    static String string(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) { // a lone surrogate could not be encoded
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
