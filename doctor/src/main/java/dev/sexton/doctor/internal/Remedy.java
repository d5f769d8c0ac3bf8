package dev.sexton.doctor.internal;

import dev.sexton.doctor.Step;
import java.util.List;

/** Says what to write instead. */
final class Remedy {
    private static final String WHAT_IT_NEEDS = "what it releases (a handle, an address, a descriptor)";

    private Remedy() {}

    static String of(boolean mutual, boolean phantom, List<Step> path) {
        Step first = path.get(0);
        if (mutual) {
            return "Each of these cleanups waits for an object that another one's action holds. Let each action hold "
                    + WHAT_IT_NEEDS + " and no object that has a cleanup of its own";
        }
        if (!phantom && path.stream().noneMatch(Remedy::isClosure)) {
            return "A weak or soft reference whose own fields hold its object is never cleared, and the entry of a map that it"
                    + " may be never goes: let what is kept with the object refer back to it by a WeakReference or not at all,"
                    + " or keep it in a field of the object instead";
        }
        if (path.stream().anyMatch(Remedy::isElement)) {
            return "The action holds a collection in which the object is: hand over " + WHAT_IT_NEEDS
                    + " instead, or take the object out, or put a WeakReference in";
        }
        return ofHolder(path.stream().filter(Remedy::isClosure).findFirst().orElse(first));
    }

    private static String ofHolder(Step holder) {
        if (holder.object().startsWith(Words.LAMBDA)) {
            return "The lambda, or the method reference bound to an object (a dump does not tell them apart), has captured it:"
                    + " copy " + WHAT_IT_NEEDS
                    + " into a local variable and capture that, or call a static method with it";
        }
        if (isClosure(holder)) {
            return "An inner class refers to its outer object: make it a static nested class, or a record, that is given "
                    + WHAT_IT_NEEDS;
        }
        return "Let " + holder.object() + " hold " + WHAT_IT_NEEDS + " in place of '" + holder.via()
                + "', or hold that by a WeakReference";
    }

    private static boolean isClosure(Step step) {
        return step.object().startsWith(Words.LAMBDA) || step.object().startsWith(Words.INNER_CLASS);
    }

    private static boolean isElement(Step step) {
        return step.via().equals(Words.ELEMENT)
                || step.via().equals(Words.KEY)
                || step.via().equals(Words.VALUE);
    }
}
