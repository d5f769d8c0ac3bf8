package dev.sexton.doctor;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why an object is reachable: the shortest path to it from a root, by strong references.
 *
 * @param root what holds the first object
 * @param steps from the object that the root holds to the object in question; there is at least one
 * @since 0.2.0
 */
public record RootPath(Root root, List<Step> steps) {
    /** Copies the list. */
    public RootPath {
        steps = List.copyOf(steps);
    }

    /**
     * Returns the part of the path that a reader needs. That a class is held by its loader, and the loader by a thread, is no
     * news, so a path begins at its last static field.
     *
     * @return the steps from the last static field on, or all of them if there is none on the path
     */
    public List<Step> stepsFromLastStaticField() {
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (steps.get(i)
                    .link()
                    .filter(link -> link.kind() == Link.Kind.STATIC_FIELD)
                    .isPresent()) {
                return steps.subList(i, steps.size());
            }
        }
        return steps;
    }

    /** {@return the steps in words, in one line, without the root} */
    @Override
    public String toString() {
        return inWords(steps);
    }

    static String inWords(List<Step> steps) {
        return steps.stream().map(Step::toString).collect(Collectors.joining(" → "));
    }
}
