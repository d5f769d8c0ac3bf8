package dev.sexton.doctor;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Why an object is reachable: the shortest way to it, by strong references.
 *
 * @param root what holds the first object: {@code a local variable of thread "main" in com.acme.Main.run (Main.java:12)}
 * @param steps from the object the root holds to the object in question, at least one
 */
public record RootPath(String root, List<Step> steps) {
    /** Copies the list. */
    public RootPath {
        steps = List.copyOf(steps);
    }

    /**
     * The path in one line.
     *
     * @return for example {@code class com.acme.Cache → static MAP → java.util.HashMap → a value → com.acme.Buffer}
     */
    public String inWords() {
        return inWords(steps);
    }

    static String inWords(List<Step> steps) {
        return steps.stream()
                .map(step -> step.via().isEmpty() ? step.object() : step.object() + " → " + step.via())
                .collect(Collectors.joining(" → "));
    }
}
