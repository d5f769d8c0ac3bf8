package dev.sexton.doctor.internal;

import dev.sexton.doctor.Step;
import java.util.List;

/** Says what to write instead. */
final class Remedy {
    private static final String WHAT_IT_NEEDS = "what it releases (a handle, an address, a descriptor)";

    private Remedy() {}

    static String of(boolean mutual, String reference, List<Step> path) {
        Step first = path.get(0);
        if (mutual) {
            return "Each of these cleanups waits for an object that another one's action holds. Let each action hold "
                    + WHAT_IT_NEEDS + " and no object that has a cleanup of its own";
        }
        if (reference.equals("java.util.WeakHashMap$Entry")) {
            return "The map's value refers to its key, so the entry never goes: let the value hold the key by a WeakReference,"
                    + " or keep what the value is for in a field of the key";
        }
        if (isCollection(path)) {
            return "The action holds a collection in which the object is: hand over " + WHAT_IT_NEEDS
                    + " instead, or take the object out, or put a WeakReference in";
        }
        if (first.object().startsWith(Words.LAMBDA)) {
            return "The lambda, or the method reference bound to an object (a dump does not tell them apart), has captured it:"
                    + " copy " + WHAT_IT_NEEDS
                    + " into a local variable and capture that, or call a static method with it";
        }
        if (first.via().startsWith("this$")) {
            return "An inner class refers to its outer object: make it a static nested class, or a record, that is given "
                    + WHAT_IT_NEEDS;
        }
        return "Let " + first.object() + " hold " + WHAT_IT_NEEDS + " in place of '" + first.via()
                + "', or hold that by a WeakReference";
    }

    private static boolean isCollection(List<Step> path) {
        return path.stream()
                .map(Step::via)
                .anyMatch(via -> via.equals("an element") || via.equals("a key") || via.equals("a value"));
    }
}
