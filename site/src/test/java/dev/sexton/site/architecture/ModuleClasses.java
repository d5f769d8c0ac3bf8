package dev.sexton.site.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The classes of one module, and what is wrong with what they know of each other. Nested classes count as the class around them.
 *
 * @param base the package of the API; the others are named in ARCHITECTURE.md without it and without {@code internal.}
 * @param uses each class of the module with the others of the module that it uses
 */
record ModuleClasses(String base, Map<String, Set<String>> uses) {
    static ModuleClasses of(String base, JavaClasses classes) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (JavaClass user : classes) {
            Set<String> used = uses.computeIfAbsent(outermost(user), name -> new TreeSet<>());
            user.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> classes.contain(target.getName()))
                    .map(ModuleClasses::outermost)
                    .filter(name -> !name.equals(outermost(user)))
                    .forEach(used::add);
        }
        return new ModuleClasses(base, uses);
    }

    private static boolean isInfo(String name) {
        return name.endsWith("package-info") || name.endsWith("module-info");
    }

    private static String outermost(JavaClass type) {
        int nested = type.getName().indexOf('$');
        return nested < 0 ? type.getName() : type.getName().substring(0, nested);
    }

    /** Returns a sentence for each use that the floors do not allow, and for each package that they do not show or that is not there. */
    List<String> violations(Floors floors) {
        List<String> wrong = new ArrayList<>();
        uses.forEach((user, used) -> used.stream()
                .filter(name -> !isAllowed(floors, floor(user), floor(name)))
                .forEach(name -> wrong.add(user + " uses " + name + ", which is not to the right of it")));
        Set<String> there = new TreeSet<>();
        uses.keySet().stream().filter(name -> !isInfo(name)).map(this::floor).forEach(there::add);
        there.stream()
                .filter(floor -> !floor.isEmpty() && !floors.names().contains(floor))
                .forEach(floor -> wrong.add("the package " + floor + " of " + base + " is not in ARCHITECTURE.md"));
        floors.names().stream()
                .filter(floor -> !there.contains(floor) && !floor.equals(lastOf(base)))
                .forEach(floor ->
                        wrong.add("ARCHITECTURE.md shows a package " + floor + " that " + base + " does not have"));
        return wrong;
    }

    /**
     * The API's package stands at both ends: its entries use the others, which use its plain types. A type that is both would close a
     * ring of classes.
     */
    private boolean isAllowed(Floors floors, String from, String to) {
        boolean drawn = floors.names().contains(lastOf(base));
        return drawn ? floors.allow(named(from), named(to)) : from.isEmpty() || to.isEmpty() || floors.allow(from, to);
    }

    private String named(String floor) {
        return floor.isEmpty() ? lastOf(base) : floor;
    }

    /** Returns the package as ARCHITECTURE.md calls it; empty for the API's. */
    private String floor(String type) {
        String inside = type.substring(base.length(), type.lastIndexOf('.'));
        return inside.replaceFirst("^\\.", "").replaceFirst("^internal\\.", "");
    }

    private static String lastOf(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Returns the rings of more than two classes.
     *
     * @param makers the classes that make the API's types, which may use them although they use the types
     */
    List<Set<String>> rings(Set<String> makers) {
        Map<String, Set<String>> cut = new TreeMap<>();
        uses.forEach((user, used) -> {
            Set<String> counted = new TreeSet<>(used);
            if (floor(user).isEmpty()) {
                counted.removeAll(makers);
            }
            cut.put(user, counted);
        });
        return Rings.of(cut);
    }
}
