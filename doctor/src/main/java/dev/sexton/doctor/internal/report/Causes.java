package dev.sexton.doctor.internal.report;

import dev.sexton.doctor.Cause;
import dev.sexton.doctor.HeapObject;
import dev.sexton.doctor.Link;
import dev.sexton.doctor.Step;
import java.util.List;
import java.util.Optional;

/** Tells from a path which mistake it is. */
final class Causes {
    private Causes() {}

    static Cause of(boolean mutual, boolean phantom, List<Step> path) {
        Optional<HeapObject.Kind> closure = path.stream()
                .map(step -> step.object().kind())
                .filter(kind -> kind == HeapObject.Kind.LAMBDA || kind == HeapObject.Kind.INNER)
                .findFirst();
        if (mutual) {
            return Cause.MUTUAL;
        }
        if (!phantom && closure.isEmpty()) {
            return Cause.MAP_VALUE;
        }
        if (path.stream().anyMatch(Causes::isElement)) {
            return Cause.COLLECTION;
        }
        return closure.map(kind -> kind == HeapObject.Kind.LAMBDA ? Cause.LAMBDA : Cause.INNER_CLASS)
                .orElse(Cause.FIELD);
    }

    private static boolean isElement(Step step) {
        Link.Kind kind = step.link().map(Link::kind).orElse(Link.Kind.FIELD);
        return kind == Link.Kind.ELEMENT || kind == Link.Kind.KEY || kind == Link.Kind.VALUE;
    }
}
