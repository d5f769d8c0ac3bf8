package dev.sexton.doctor.internal.report;

import dev.sexton.doctor.Cause;
import dev.sexton.doctor.HeapObject;
import dev.sexton.doctor.Link;
import dev.sexton.doctor.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells from a path which mistake it is. */
final class Causes {
    private static final String THREAD_LOCAL = "java.lang.ThreadLocal$ThreadLocalMap$Entry";

    private Causes() {}

    static Cause of(boolean mutual, boolean phantom, String reference, List<Step> path) {
        if (reference.equals(THREAD_LOCAL)) {
            return Cause.THREAD_LOCAL;
        }
        if (hasLink(path, Causes::isOfClass) || hasObject(path, HeapObject.Kind.CLASS_LOADER)) {
            return Cause.CLASS_LOADER;
        }
        if (mutual) {
            return phantom ? Cause.MUTUAL : Cause.MUTUAL_VALUES;
        }
        if (hasLink(path, link -> link.name().equals("$outer"))) {
            return Cause.SCALA_OUTER;
        }
        if (hasLink(path, link -> link.declaringClass().equals("groovy.lang.Closure"))) {
            return Cause.GROOVY_CLOSURE;
        }
        boolean isAction = phantom || (hasClosure(path) && !isEntry(reference));
        return isAction ? ofAction(path) : Cause.MAP_VALUE;
    }

    private static Cause ofAction(List<Step> path) {
        if (hasLink(path, Causes::isElement)) {
            return Cause.COLLECTION;
        }
        if (isFieldBehindClosure(path)) {
            return Cause.FIELD;
        }
        Optional<HeapObject.Kind> closure = path.stream()
                .map(step -> step.object().kind())
                .filter(kind -> kind == HeapObject.Kind.LAMBDA || kind == HeapObject.Kind.INNER)
                .findFirst();
        return closure.map(kind -> kind == HeapObject.Kind.LAMBDA ? Cause.LAMBDA : Cause.INNER_CLASS)
                .orElse(Cause.FIELD);
    }

    /** Returns whether it is no closure that refers to the object, but something that one has captured, such as a listener. */
    private static boolean isFieldBehindClosure(List<Step> path) {
        Step last = path.get(Math.max(0, path.size() - 2));
        boolean isField =
                last.link().filter(link -> link.kind() == Link.Kind.FIELD).isPresent();
        return hasClosure(path) && isField && last.object().kind() == HeapObject.Kind.INSTANCE;
    }

    /** Returns whether the reference, or the pair, belongs to a map; others with an action are hand-written cleanups. */
    private static boolean isEntry(String reference) {
        return reference.endsWith("Entry") || reference.endsWith("Node") || reference.contains("Map$");
    }

    private static boolean hasClosure(List<Step> path) {
        return hasObject(path, HeapObject.Kind.LAMBDA) || hasObject(path, HeapObject.Kind.INNER);
    }

    private static boolean hasObject(List<Step> path, HeapObject.Kind kind) {
        return path.stream().anyMatch(step -> step.object().kind() == kind);
    }

    private static boolean hasLink(List<Step> path, Predicate<Link> wanted) {
        return path.stream().anyMatch(step -> step.link().filter(wanted).isPresent());
    }

    private static boolean isOfClass(Link link) {
        return link.kind() == Link.Kind.CLASS || link.kind() == Link.Kind.CLASS_LOADER;
    }

    private static boolean isElement(Link link) {
        return link.kind() == Link.Kind.ELEMENT || link.kind() == Link.Kind.KEY || link.kind() == Link.Kind.VALUE;
    }
}
