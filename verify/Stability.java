import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Compares the reports of several runs of the same tests: {@code java verify/Stability.java DIRECTORY}. The directory has one folder a
 * run, with the reports of Surefire and Failsafe below it. {@code verify/stable} fills it.
 */
final class Stability {
    /** The record of one test: in how many runs it ran and passed, and its message when it first did not. */
    private static final class History {
        private int ran;
        private int failed;
        private String message = "";

        void add(String failure) {
            ran++;
            if (failure != null) {
                message = failed++ == 0 ? failure : message;
            }
        }

        boolean isStable(int runs) {
            return failed == 0 && ran == runs;
        }

        String describe(int runs) {
            String missing = ran < runs ? "was in the reports of " + ran + " of " + runs + " runs alone" : "";
            String failing = failed > 0 ? "failed in " + failed + " of " + runs + " runs: " + message : "";
            return missing + (missing.isEmpty() || failing.isEmpty() ? "" : "; ") + failing;
        }
    }

    private final Map<String, History> tests = new TreeMap<>();

    private Stability() {}

    public static void main(String[] arguments) throws Exception {
        Stability stability = new Stability();
        List<Path> runs = list(Path.of(arguments[0]));
        for (Path run : runs) {
            stability.read(run);
        }
        System.exit(stability.report(runs.size()) ? 0 : 1);
    }

    private void read(Path run) throws Exception {
        Map<String, String> outcomes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.filter(Stability::isReport).toList()) {
                read(run.relativize(file.getParent()).toString(), file, outcomes);
            }
        }
        outcomes.forEach((test, failure) ->
                tests.computeIfAbsent(test, name -> new History()).add(failure.isEmpty() ? null : failure));
    }

    /** A parameterized test may be there several times under one name; it failed if one of them did. */
    private static void read(String suite, Path report, Map<String, String> outcomes) throws Exception {
        NodeList cases = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(report.toFile())
                .getElementsByTagName("testcase");
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            String name = suite + " " + test.getAttribute("classname") + "." + test.getAttribute("name");
            outcomes.merge(name, failure(test), (one, other) -> one.isEmpty() ? other : one);
        }
    }

    /** Returns the first line of what was thrown, or nothing for a test that passed or was skipped. */
    private static String failure(Element test) {
        for (String kind : List.of("failure", "error")) {
            NodeList found = test.getElementsByTagName(kind);
            if (found.getLength() > 0) {
                Element thrown = (Element) found.item(0);
                String message = thrown.getAttribute("message") + "\n" + thrown.getAttribute("type");
                return message.strip().lines().findFirst().orElse("no message");
            }
        }
        return "";
    }

    private boolean report(int runs) {
        List<String> unstable = new ArrayList<>();
        tests.forEach((test, history) -> {
            if (!history.isStable(runs)) {
                unstable.add(test + " " + history.describe(runs));
            }
        });
        unstable.forEach(System.out::println);
        if (tests.isEmpty()) {
            System.out.println("No test ran.");
        } else if (unstable.isEmpty()) {
            System.out.println("Each of " + tests.size() + " tests passed, or was skipped, in each of " + runs + " runs.");
        } else {
            System.out.println(unstable.size() + " of " + tests.size() + " tests are not stable.");
        }
        return !tests.isEmpty() && unstable.isEmpty();
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith("TEST-") && name.endsWith(".xml");
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}
