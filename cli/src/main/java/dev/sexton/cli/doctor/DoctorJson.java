package dev.sexton.cli.doctor;

import dev.sexton.doctor.Finding;
import dev.sexton.doctor.Step;
import java.util.Locale;
import java.util.stream.Collectors;

/** The report for programs. README says what its fields are; none is ever renamed or left out. */
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
                  "omitted": %d,
                  "findings": [%s]
                }
                """.formatted(
                        string(report.patient()),
                        report.diagnosis().objects(),
                        report.diagnosis().references(),
                        report.omitted(),
                        findings.isEmpty() ? "" : findings + "\n  ");
    }

    private static String finding(Finding finding) {
        String path = finding.path().stream().map(DoctorJson::step).collect(Collectors.joining(","));
        return """
                    {
                      "kind": %s,
                      "mutual": %s,
                      "reference": %s,
                      "object": %s,
                      "count": %d,
                      "retainedBytes": %d,
                      "path": [%s
                      ],
                      "instead": %s
                    }""".indent(4).stripTrailing().formatted(
                string(finding.kind().name().toLowerCase(Locale.ROOT)),
                finding.mutual(),
                string(finding.reference()),
                string(finding.object()),
                finding.count(),
                finding.retainedBytes(),
                path,
                string(finding.remedy()));
    }

    private static String step(Step step) {
        return "\n        {\"object\": " + string(step.object()) + ", \"via\": " + string(step.via()) + "}";
    }

    /** A string as JSON has it. Names in a dump may contain anything. */
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
