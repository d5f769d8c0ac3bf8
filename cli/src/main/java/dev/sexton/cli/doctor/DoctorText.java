package dev.sexton.cli.doctor;

import dev.sexton.doctor.Finding;
import dev.sexton.doctor.Finding.Kind;
import java.util.Locale;

/** The report for people, in a terminal. */
final class DoctorText {
    private final DoctorReport report;
    private final StringBuilder text = new StringBuilder();

    DoctorText(DoctorReport report) {
        this.report = report;
    }

    String text() {
        line(report.patient() + ": " + number(report.diagnosis().objects()) + " objects; "
                + number(report.diagnosis().references()) + " references with something to hold examined");
        report.shown().forEach(this::finding);
        if (report.omitted() > 0) {
            line("");
            line("… and " + number(report.omitted()) + " more; --limit shows more");
        }
        line("");
        summary();
        return text.toString();
    }

    private void finding(Finding finding) {
        line("");
        line(finding.kind() + "  " + number(finding.count()) + " × " + finding.object() + ", "
                + number(finding.retainedBytes()) + " bytes");
        line("  held by  " + finding.pathInWords() + (finding.mutual() ? ", and so on in a ring" : ""));
        line("  cleanup  " + finding.reference());
        line("  instead  " + finding.remedy());
    }

    private void summary() {
        if (report.diagnosis().findings().isEmpty()) {
            line("No cleanup was found that can never run.");
            return;
        }
        line("leaked: " + number(report.objects(Kind.LEAKED)) + "; will leak: " + number(report.objects(Kind.NEVER))
                + "; " + number(report.bytes()) + " bytes in all");
        line(
                "LEAKED: nothing holds the object but cleanups that can never run. NEVER: others hold it, and once they let go,"
                        + " it leaks.");
        line(DoctorReport.WHAT_BYTES_ARE);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Names in a dump may contain anything, and a terminal obeys some of it. */
    static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }

    private void line(String line) {
        text.append(printable(line)).append('\n');
    }
}
