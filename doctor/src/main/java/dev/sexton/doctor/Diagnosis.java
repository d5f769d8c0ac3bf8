package dev.sexton.doctor;

import java.util.List;

/**
 * What an examination has come to.
 *
 * @param objects how many objects the dump has
 * @param references how many reference objects were examined: weak, soft and phantom ones, not cleared, of classes with
 *     fields of their own
 * @param findings the leaked ones first, then by bytes retained; empty if all is well
 */
public record Diagnosis(int objects, int references, List<Finding> findings) {
    /** Copies the list. */
    public Diagnosis {
        findings = List.copyOf(findings);
    }
}
