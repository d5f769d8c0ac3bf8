package dev.sexton.doctor;

import dev.sexton.doctor.internal.report.Examined;
import java.util.List;

/**
 * The result of an examination.
 *
 * @since 0.2.0
 */
public final class Diagnosis {
    private final int objects;
    private final int references;
    private final List<Finding> findings;

    private final List<Gap> gaps;

    Diagnosis(Examined examined) {
        this.objects = examined.objects();
        this.references = examined.references();
        this.gaps = examined.gaps();
        this.findings = examined.found().stream().map(Finding::new).toList();
    }

    /** {@return how many objects the dump has} */
    public int objects() {
        return objects;
    }

    /**
     * Returns how many reference objects were examined: weak, soft and phantom ones that are not cleared and whose classes have
     * fields of their own.
     *
     * @return their number
     */
    public int references() {
        return references;
    }

    /** {@return the findings with leaked objects first, then by bytes retained; empty if there are none} */
    public List<Finding> findings() {
        return findings;
    }

    /** {@return what is missing from the dump, or wrong in it; empty if it is complete} */
    public List<Gap> gaps() {
        return gaps;
    }

    /** {@return how many objects have leaked, in all findings} */
    public long leaked() {
        return findings.stream().mapToLong(Finding::leaked).sum();
    }

    /** {@return how many objects will leak, in all findings} */
    public long willLeak() {
        return findings.stream().mapToLong(Finding::willLeak).sum();
    }

    /** {@return the bytes that all findings retain} */
    public long retainedBytes() {
        return findings.stream().mapToLong(Finding::retainedBytes).sum();
    }

    /** {@return the findings in words} */
    @Override
    public String toString() {
        return findings.toString();
    }
}
