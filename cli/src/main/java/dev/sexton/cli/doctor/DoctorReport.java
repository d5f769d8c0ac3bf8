package dev.sexton.cli.doctor;

import dev.sexton.doctor.Diagnosis;
import dev.sexton.doctor.Finding;
import dev.sexton.doctor.Finding.Kind;
import java.util.List;

/** What the doctor says, whatever it is written as: of whom, what was found, and how much of it is shown. */
record DoctorReport(String patient, Diagnosis diagnosis, int limit) {
    static final String WHAT_BYTES_ARE =
            "Bytes are those that nothing but these objects and their cleanups hold; what several"
                    + " findings hold together is counted once. They are estimated from the fields in the dump.";

    List<Finding> shown() {
        return diagnosis.findings().subList(0, diagnosis.findings().size() - omitted());
    }

    int omitted() {
        return Math.max(0, diagnosis.findings().size() - limit);
    }

    long objects(Kind kind) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.kind() == kind)
                .mapToLong(Finding::count)
                .sum();
    }

    long bytes() {
        return diagnosis.findings().stream().mapToLong(Finding::retainedBytes).sum();
    }
}
