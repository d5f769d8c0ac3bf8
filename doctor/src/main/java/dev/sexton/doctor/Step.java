package dev.sexton.doctor;

import java.util.Optional;

/**
 * One object on a path, and how it refers to the next.
 *
 * @param object what it is
 * @param link how it refers to the next object; empty for the last one
 * @since 0.2.0
 */
public record Step(HeapObject object, Optional<Link> link) {
    /** {@return the step in words, such as {@code lambda in com.acme.Buffer → arg$1}} */
    @Override
    public String toString() {
        return link.map(to -> object + " → " + to).orElseGet(object::toString);
    }
}
