package dev.sexton.cli.doctor;

import dev.sexton.doctor.Diagnosis;
import dev.sexton.doctor.Finding;
import java.util.List;

/** The content of a report in any form: of which dump or process it is, the findings, and how many of them are shown. */
record DoctorReport(String source, Diagnosis diagnosis, int limit) {
    List<Finding> shown() {
        return diagnosis.findings().subList(0, diagnosis.findings().size() - omitted());
    }

    int omitted() {
        return Math.max(0, diagnosis.findings().size() - limit);
    }
}
