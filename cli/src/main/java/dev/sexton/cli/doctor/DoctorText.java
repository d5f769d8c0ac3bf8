package dev.sexton.cli.doctor;

import static dev.sexton.cli.doctor.DoctorWords.number;

import dev.sexton.doctor.Diagnosis;
import dev.sexton.doctor.Finding;
import java.util.regex.Pattern;

/** The report for people, in a terminal. */
final class DoctorText {
    /** The JVM allows names of 65,535 bytes, which nobody reads to the end. */
    private static final Pattern LONG_WORD = Pattern.compile("(\\S{250})\\S{50,}");

    private final DoctorReport report;
    private final StringBuilder text = new StringBuilder();

    DoctorText(DoctorReport report) {
        this.report = report;
    }

    String text() {
        line(report.source() + ": " + number(report.diagnosis().objects()) + " objects; "
                + number(report.diagnosis().references()) + " references with something to hold examined");
        report.diagnosis().gaps().forEach(gap -> line("incomplete: " + gap));
        report.shown().forEach(this::finding);
        if (report.omitted() > 0) {
            line("");
            line("… and " + number(report.omitted()) + " more; --limit shows more");
        }
        line("");
        summary(report.diagnosis());
        return text.toString();
    }

    private void finding(Finding finding) {
        line("");
        line(DoctorWords.counts(finding) + " × " + finding.object() + ", " + number(finding.retainedBytes())
                + " bytes");
        line("  held by  " + finding.pathInWords() + (finding.isMutual() ? ", and so on in a ring" : ""));
        finding.where().ifPresent(path -> line("  where    " + DoctorWords.where(path)));
        line("  cleanup  " + finding.reference());
        if (!finding.consequences().isEmpty()) {
            line("  along    " + DoctorWords.consequences(finding));
        }
        line("  instead  " + DoctorWords.remedy(finding));
    }

    private void summary(Diagnosis diagnosis) {
        if (diagnosis.findings().isEmpty()) {
            line("No cleanup was found that can never run.");
            return;
        }
        line("leaked: " + number(diagnosis.leaked()) + "; will leak: " + number(diagnosis.willLeak()) + "; "
                + number(diagnosis.retainedBytes()) + " bytes in all");
        line(DoctorWords.LEAKED + " " + DoctorWords.WILL_LEAK);
        line(DoctorWords.WHAT_BYTES_ARE);
    }

    /** {@return a line without control characters and endless names: those in a dump may contain any, and a terminal obeys some} */
    static String printable(String line) {
        return LONG_WORD.matcher(line.replaceAll("\\p{Cntrl}", "?")).replaceAll("$1…");
    }

    private void line(String line) {
        text.append(printable(line)).append('\n');
    }
}
