package dev.sexton.cli.doctor;

import dev.sexton.doctor.Finding;
import dev.sexton.doctor.Link;
import dev.sexton.doctor.RootPath;
import dev.sexton.doctor.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Says in words what was found, and what to write instead. */
final class DoctorWords {
    private static final String WHAT_IT_NEEDS = "what it releases (a handle, an address, a descriptor)";

    static final String LEAKED = "LEAKED: nothing holds the object but cleanups that can never run.";
    static final String WILL_LEAK = "WILL LEAK: others hold the object now; it leaks once they let it go.";
    static final String WHAT_BYTES_ARE =
            "Bytes are those that nothing but these objects and their cleanups hold; what several findings hold together is"
                    + " counted once. They are estimated from the fields in the dump.";

    private static final int MOST_CONSEQUENCES = 3;

    private DoctorWords() {}

    /** {@return what has become of the objects, as JSON has it} */
    static String kind(Finding finding) {
        return finding.kind().name().toLowerCase(Locale.ROOT);
    }

    /** {@return how many there are of each kind, such as {@code LEAKED 3, WILL LEAK 2}} */
    static String counts(Finding finding) {
        String leaked = finding.leaked() == 0 ? "" : "LEAKED " + number(finding.leaked());
        String willLeak = finding.willLeak() == 0 ? "" : "WILL LEAK " + number(finding.willLeak());
        return leaked.isEmpty() || willLeak.isEmpty() ? leaked + willLeak : leaked + ", " + willLeak;
    }

    static String remedy(Finding finding) {
        return switch (finding.cause()) {
            case MUTUAL ->
                "Each of these cleanups waits for an object that another one's action holds. Let each action hold "
                        + WHAT_IT_NEEDS + " and no object that has a cleanup of its own";
            case MAP_VALUE ->
                "A weak or soft reference whose own fields hold its object is never cleared, and the map's entry stays: let the"
                        + " value refer to its key by a WeakReference or not at all, or keep it in a field of the key instead";
            case MUTUAL_VALUES ->
                "The values of weak maps hold each other's keys, so no entry is ever cleared: let the values refer to the keys by a"
                        + " WeakReference or not at all, or keep them in fields of the keys instead";
            case THREAD_LOCAL ->
                "The thread lives on, and the value that it has for the ThreadLocal holds the ThreadLocal, itself or by way of its"
                        + " class: call remove() in a finally block where the value is no longer needed, as at the end of a request."
                        + " If it belongs to an application that was undeployed, its threads must end or be renewed";
            case CLASS_LOADER ->
                "The value holds the class loader, by way of its class, another class or a child loader, so neither is ever"
                        + " unloaded: remove the entry when the application is undeployed, let the value hold only classes of the"
                        + " parent loader, or refer to it by a WeakReference";
            case SCALA_OUTER ->
                "The Scala compiler gives a closure or an inner class the field $outer if it uses a member of the outer object:"
                        + " copy the member into a local val before, or define the function in a companion object";
            case GROOVY_CLOSURE ->
                "A Groovy closure refers to its owner, its delegate and the object in which it is written: call dehydrate() on it, or"
                        + " define it in a static method";
            case COLLECTION ->
                "The action holds a collection in which the object is: give it " + WHAT_IT_NEEDS
                        + " instead, or take the object out, or put a WeakReference in";
            case LAMBDA ->
                "The lambda, or the method reference bound to an object (a dump does not tell them apart), has captured it: copy "
                        + WHAT_IT_NEEDS + " into a local variable and capture that, or call a static method with it";
            case INNER_CLASS ->
                "An inner class refers to its outer object: make it a static nested class, or a record, that is given "
                        + WHAT_IT_NEEDS;
            case FIELD -> remedy(finding.path().get(Math.max(0, finding.path().size() - 2)));
        };
    }

    private static String remedy(Step holder) {
        return "Let " + holder.object() + " hold " + WHAT_IT_NEEDS + " in place of '"
                + holder.link().map(Link::name).orElse("") + "', or hold that by a WeakReference";
    }

    /** {@return where a reference hangs: from the last static field on, or from the root} */
    static String where(RootPath path) {
        List<Step> steps = path.stepsFromLastStaticField();
        String words = steps.stream().map(Step::toString).collect(Collectors.joining(" → "));
        boolean isStatic = steps.getFirst()
                .link()
                .filter(link -> link.kind() == Link.Kind.STATIC_FIELD)
                .isPresent();
        return isStatic ? words : path.root() + " → " + words;
    }

    /** {@return the cleanups that cannot run as a consequence, the most frequent first} */
    static String consequences(Finding finding) {
        List<Map.Entry<String, Integer>> all =
                new ArrayList<>(finding.consequences().entrySet());
        all.sort(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()));
        String most = all.stream()
                .limit(MOST_CONSEQUENCES)
                .map(entry -> number(entry.getValue()) + " × " + entry.getKey())
                .collect(Collectors.joining(", "));
        int more = all.size() - MOST_CONSEQUENCES;
        return "further cleanups wait in these objects, and go when they go: " + most
                + (more > 0 ? " and those of " + more + " other classes" : "");
    }

    static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }
}
