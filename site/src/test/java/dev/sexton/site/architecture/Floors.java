package dev.sexton.site.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The packages of a module, or the modules, in the order in which they may know each other, as ARCHITECTURE.md draws them: a line
 * {@code cleanup: internal → sweep → gc} for each chain. A name may use each name that the arrows of all lines lead to, no other.
 *
 * @param uses each name with the names that its own arrows point to
 */
record Floors(Map<String, Set<String>> uses) {
    private static final Pattern CHAIN = Pattern.compile("(?m)^([a-z]+): ([a-z.]+(?: → [a-z.]+)*)$");

    /** Returns the floors of each module, by its folder; those of the modules themselves under {@code modules}. */
    static Map<String, Floors> in(String markdown) {
        Map<String, Floors> floors = new LinkedHashMap<>();
        CHAIN.matcher(markdown)
                .results()
                .forEach(chain -> floors.computeIfAbsent(chain.group(1), module -> new Floors(new LinkedHashMap<>()))
                        .add(List.of(chain.group(2).split(" → ", -1))));
        return floors;
    }

    private void add(List<String> chain) {
        for (int i = 0; i < chain.size(); i++) {
            uses.computeIfAbsent(chain.get(i), name -> new LinkedHashSet<>())
                    .addAll(chain.subList(i + 1, Math.min(i + 2, chain.size())));
        }
    }

    Set<String> names() {
        return uses.keySet();
    }

    /** Returns each name with those that its own arrows point to although it does not use them. */
    Map<String, Set<String>> idleArrows(Map<String, Set<String>> used) {
        Map<String, Set<String>> idle = new TreeMap<>();
        uses.forEach((from, targets) -> {
            Set<String> unused = new LinkedHashSet<>(targets);
            unused.removeAll(used.getOrDefault(from, Set.of()));
            if (!unused.isEmpty()) {
                idle.put(from, unused);
            }
        });
        return idle;
    }

    boolean allow(String from, String to) {
        Set<String> seen = new LinkedHashSet<>();
        List<String> next = new ArrayList<>(List.of(from));
        while (!next.isEmpty()) {
            for (String name : uses.getOrDefault(next.remove(0), Set.of())) {
                if (seen.add(name)) {
                    next.add(name);
                }
            }
        }
        return from.equals(to) || seen.contains(to);
    }
}
