import dev.sexton.doctor.Diagnosis;
import dev.sexton.doctor.Finding;
import dev.sexton.doctor.HeapDump;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Runs the programs, one after another, and compares the findings with the table.
 *
 * <p>A program is one file. Lines at its beginning say what it needs: {@code // needs GROUP:ARTIFACT:VERSION[:TYPE]} for an artifact,
 * {@code // jvm OPTION} for an option of its JVM. Its main method gets the name of the file to dump the heap to.
 */
class Corpus {
    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.10.0:build-classpath";
    private static final long MOST_SECONDS = 120;

    /** A finding: of which program, how many have leaked and will leak, and by which path. */
    record Row(String program, String leaked, String willLeak, String path) {
        /** A count of {@code some} is any but 0: it depends on time. */
        boolean fits(Row found) {
            return program.equals(found.program)
                    && path.equals(found.path)
                    && fits(leaked, found.leaked)
                    && fits(willLeak, found.willLeak);
        }

        private static boolean fits(String expected, String found) {
            return expected.equals("any") || expected.equals(found) || (expected.equals("some") && !found.equals("0"));
        }

        @Override
        public String toString() {
            return "| " + program + " | " + leaked + " | " + willLeak + " | `" + path + "` |";
        }
    }

    private final Path here;
    private final Path java;
    private final Path work;

    private Corpus(Path here, Path javaHome) throws IOException {
        this.here = here;
        this.java = javaHome.resolve("bin").resolve("java");
        this.work = Files.createDirectories(here.resolveSibling("target").resolve("corpus"));
    }

    public static void main(String[] args) throws Exception {
        List<String> names = new ArrayList<>(Arrays.asList(args).subList(1, args.length));
        Path javaHome = Path.of(System.getProperty("java.home"));
        if (!names.isEmpty() && names.getFirst().equals("--java")) {
            javaHome = Path.of(names.get(1));
            names.subList(0, 2).clear();
        }
        System.exit(new Corpus(Path.of(args[0]), javaHome).run(names) ? 0 : 1);
    }

    private boolean run(List<String> names) throws Exception {
        Instant start = Instant.now();
        List<Row> expected = expected();
        List<String> programs = names.isEmpty() ? programs() : names;
        int different = 0;
        for (int i = 0; i < programs.size(); i++) {
            String program = programs.get(i);
            System.out.printf("[%d/%d] %s%n", i + 1, programs.size(), program);
            List<Row> rows = expected.stream().filter(row -> row.program.equals(program)).toList();
            different += isAsExpected(program, rows) ? 0 : 1;
        }
        System.out.printf(
                "%d passed, %d failed%n%d programs in %s%n",
                programs.size() - different, different, programs.size(), spent(start));
        return different == 0;
    }

    private static String spent(Instant start) {
        Duration duration = Duration.between(start, Instant.now());
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    private List<String> programs() throws IOException {
        try (Stream<Path> files = Files.list(here.resolve("programs"))) {
            return files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .filter(Predicate.not("Dump"::equals))
                    .sorted()
                    .toList();
        }
    }

    /** Reads the rows of the table that have five cells, of which the last says why. */
    private List<Row> expected() throws IOException {
        try (Stream<String> lines = Files.lines(here.resolve("expected.md"))) {
            return lines.filter(line -> line.startsWith("| ") && line.contains("` |"))
                    .map(line -> line.split(" *\\| *"))
                    .map(cells -> new Row(cells[1], cells[2], cells[3], cells[4].replace("`", "")))
                    .toList();
        }
    }

    private boolean isAsExpected(String program, List<Row> expected) {
        Instant start = Instant.now();
        List<Row> found;
        try {
            found = findings(program);
        } catch (Exception failed) {
            System.out.println("      failed: " + failed);
            return false;
        }
        List<Row> missed = expected.stream().filter(row -> found.stream().noneMatch(row::fits)).toList();
        List<Row> unexpected =
                found.stream().filter(row -> expected.stream().noneMatch(known -> known.fits(row))).toList();
        missed.forEach(row -> System.out.println("      missed      " + row));
        unexpected.forEach(row -> System.out.println("      unexpected  " + row));
        System.out.printf("      %d findings as expected; %s%n", found.size() - unexpected.size(), spent(start));
        return missed.isEmpty() && unexpected.isEmpty();
    }

    private List<Row> findings(String program) throws Exception {
        Path directory = Files.createDirectories(work.resolve(program));
        Path source = here.resolve("programs").resolve(program + ".java");
        String classPath = classPath(source, directory) + File.pathSeparator + directory.resolve("classes");
        Path common = here.resolve("programs").resolve("Dump.java");
        execute(directory, "javac.log", List.of(javac(), "-nowarn", "-proc:none", "-d",
                directory.resolve("classes").toString(), "-cp", classPath, source.toString(), common.toString()));
        Path dump = directory.resolve("dump.hprof");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx512m"));
        command.addAll(directives(source, "// jvm "));
        command.addAll(List.of("-cp", classPath, program, dump.toString()));
        execute(directory, "program.log", command);
        try (HeapDump open = HeapDump.open(dump)) {
            Diagnosis diagnosis = open.examine();
            System.out.printf("      %,d objects, %,d references%n", diagnosis.objects(), diagnosis.references());
            return diagnosis.findings().stream().map(finding -> row(program, finding)).toList();
        } finally {
            if (System.getProperty("keep") == null) {
                Files.delete(dump);
            }
        }
    }

    private static Row row(String program, Finding finding) {
        return new Row(
                program,
                Integer.toString(finding.leaked()),
                Integer.toString(finding.willLeak()),
                finding.pathInWords());
    }

    private String javac() {
        return java.resolveSibling("javac").toString();
    }

    private static List<String> directives(Path source, String prefix) throws IOException {
        try (Stream<String> lines = Files.lines(source)) {
            return lines.filter(line -> line.startsWith(prefix)).map(line -> line.substring(prefix.length())).toList();
        }
    }

    /** Has Maven find the files of the artifacts; what they were is remembered until the program needs others. */
    private static String classPath(Path source, Path directory) throws Exception {
        List<String> artifacts = directives(source, "// needs ");
        if (artifacts.isEmpty()) {
            return "";
        }
        Path pom = directory.resolve("pom.xml");
        Path answer = directory.resolve("class-path.txt");
        String text = pom(artifacts);
        if (!Files.exists(answer) || !Files.readString(pom).equals(text)) {
            Files.writeString(pom, text);
            execute(directory, "maven.log", List.of("mvn", "-q", "-B", "--no-transfer-progress", "-f", pom.toString(), PLUGIN,
                    "-Dmdep.outputFile=" + answer));
        }
        return Files.readString(answer).strip();
    }

    private static String pom(List<String> artifacts) {
        StringBuilder dependencies = new StringBuilder();
        for (String artifact : artifacts) {
            String[] parts = artifact.split(":");
            dependencies.append("<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version><type>%s</type></dependency>%n"
                    .formatted(parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : "jar"));
        }
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                <modelVersion>4.0.0</modelVersion>
                <groupId>corpus</groupId><artifactId>program</artifactId><version>1</version>
                <dependencies>
                %s</dependencies>
                </project>
                """.formatted(dependencies);
    }

    private static void execute(Path directory, String log, List<String> command) throws Exception {
        Path output = directory.resolve(log);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(command.getFirst() + " was not done after " + MOST_SECONDS + " s: see " + output);
        }
        if (process.exitValue() != 0) {
            throw new IOException(command.getFirst() + " ended with " + process.exitValue() + ": see " + output);
        }
    }
}
