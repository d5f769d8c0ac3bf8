package dev.sexton.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cli.Processes.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script sexton, in a repository of scripts that stand for java and mvn and write down how they were called. */
class LauncherTest {
    private static final Path SCRIPT = Path.of("..", "sexton").toAbsolutePath().normalize();
    private static final List<String> TOOLS = List.of("dirname", "readlink", "find", "head", "grep", "touch");

    @TempDir
    private Path temporary;

    private Path repository;
    private Path tools;
    private Path jdks;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = Files.createDirectories(temporary.resolve("src/main/a repository"));
        jdks = Files.createDirectories(temporary.resolve("the jdks"));
        tools = Files.createDirectories(temporary.resolve("tools"));
        for (String tool : TOOLS) {
            provide(tool);
        }
        Files.copy(SCRIPT, repository.resolve("sexton"));
        write(repository.resolve("pom.xml"), "");
        write(repository.resolve("cli/src/main/java/Main.java"), "");
    }

    @Test
    void picksTheJdk25AmongOthers() throws Exception {
        jdk("a17", "17.0.15");
        jdk("b250", "250.1");
        Path wanted = jdk("c25", "25.0.3");
        jdk("d26", "26");
        built();

        assertThat(sexton().out()).startsWith(wanted + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "25.0.3", "25-ea", "25+36"})
    void knowsAJdk25ByItsReleaseFile(String version) throws Exception {
        Path wanted = jdk("jdk", version);
        built();

        assertThat(sexton().out()).startsWith(wanted + " ");
    }

    @Test
    void takesNoRuntimeWithoutACompiler() throws Exception {
        Files.delete(jdk("jre", "25.0.3").resolve("bin/javac"));
        built();

        assertThat(sexton().exit()).isEqualTo(2);
    }

    @Test
    void looksInsideTheBundlesOfMacOs() throws Exception {
        Path wanted = jdk("temurin-25.jdk/Contents/Home", "25.0.3");
        built();

        assertThat(sexton().out()).startsWith(wanted + " ");
    }

    /** Other scripts ask for it; it must not build anything for that. */
    @Test
    void tellsWhichJavaItFound() throws Exception {
        Path wanted = jdk("jdk", "25.0.3");

        Ended told = Processes.run(
                environment(Map.of()), temporary, repository.resolve("sexton").toString(), "--java");

        assertThat(told).isEqualTo(new Ended(0, wanted.resolve("bin/java") + "\n", ""));
    }

    @Test
    void sextonJavaHomeComesFirst() throws Exception {
        jdk("a25", "25.0.1");
        Path wanted = jdk("z25", "25.0.3");
        built();

        assertThat(run(Map.of("SEXTON_JAVA_HOME", wanted.toString())).out()).startsWith(wanted + " ");
    }

    @Test
    void takesJavaHomeIfItIsA25() throws Exception {
        Path wanted = jdk("any", "25.0.3");
        built();

        assertThat(run(Map.of("JAVA_HOME", wanted.toString(), "SEXTON_JDK_PATH", ""))
                        .out())
                .startsWith(wanted + " ");
    }

    @Test
    void takesJavaOnThePathIfItIsA25EvenThroughALink() throws Exception {
        Path wanted = jdk("any", "25.0.3");
        Files.createSymbolicLink(tools.resolve("java"), wanted.resolve("bin/java"));
        built();

        assertThat(run(Map.of("SEXTON_JDK_PATH", "")).out()).startsWith(wanted + " ");
    }

    @Test
    void saysInOneSentenceThatNoJdk25IsFound() throws Exception {
        jdk("a17", "17.0.15");
        built();

        Ended ended = sexton();

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines())
                .singleElement()
                .asString()
                .contains("no JDK 25 found", "install one", "SEXTON_JAVA_HOME");
    }

    @Test
    void saysThatTheJdkItWasToldToUseIsNoJdk25() throws Exception {
        String wrong = jdk("a17", "17.0.15").toString();
        jdk("b25", "25.0.3");
        built();

        Ended ended = run(Map.of("SEXTON_JAVA_HOME", wrong));

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err().lines()).singleElement().asString().contains("no JDK 25", wrong);
    }

    @Test
    void buildsOnceWhatIsMissingAndSaysSo() throws Exception {
        Path jdk = jdk("jdk", "25.0.3");
        maven("mkdir -p cli/target && : > cli/target/sexton.jar");

        Ended first = sexton();
        Ended second = sexton();

        assertThat(first.exit()).isZero();
        assertThat(first.err().lines()).singleElement().asString().contains("building");
        assertThat(first.out()).startsWith(jdk + " ");
        assertThat(mavenCalls()).singleElement().asString().contains("package -pl cli -am", "JAVA_HOME=" + jdk);
        assertThat(second.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "cli/src/main/java/Main.java", "cli/src/main/java"})
    void buildsAgainWhenAnInputIsNewer(String input) throws Exception {
        jdk("jdk", "25.0.3");
        maven(":"); // leaves the jar alone, as Maven does if its content would be the same
        built();
        Files.setLastModifiedTime(
                repository.resolve(input), FileTime.from(Instant.now().minusSeconds(60)));
        Files.setLastModifiedTime(jar(), FileTime.from(Instant.now().minusSeconds(120)));

        Ended first = sexton();
        Ended second = sexton();

        assertThat(first.err()).contains("building");
        assertThat(mavenCalls()).hasSize(1);
        assertThat(second.err()).isEmpty();
    }

    @Test
    void testsAndBuildOutputAreNoInputs() throws Exception {
        jdk("jdk", "25.0.3");
        built();
        write(repository.resolve("README.md"), "");
        write(repository.resolve("cli/src/test/java/MainTest.java"), "");
        write(repository.resolve("cli/src/test/resources/src/main/pom.xml"), "");
        write(repository.resolve("cleanup/target/src/main/pom.xml"), "");
        Instant later = Instant.now().plusSeconds(60);
        Files.setLastModifiedTime(repository.resolve("cleanup/target/src/main/pom.xml"), FileTime.from(later));

        assertThat(sexton()).isEqualTo(new Ended(0, sexton().out(), ""));
    }

    @Test
    void showsWhatMavenSaysOnlyIfItFails() throws Exception {
        jdk("jdk", "25.0.3");
        maven("echo 'a compiler message'; exit 1");

        Ended ended = sexton();

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("a compiler message", "the build has failed");
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        jdk("jdk", "25.0.3");

        Ended ended = sexton();

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err().lines()).singleElement().asString().contains("no mvn", "install Maven");
    }

    @Test
    void handsArgumentsOnAsTheyAreFromAnywhereAndThroughALink() throws Exception {
        jdk("jdk", "25.0.3");
        built();
        Path link = Files.createSymbolicLink(temporary.resolve("link to sexton"), repository.resolve("sexton"));

        Ended ended = Processes.run(environment(Map.of()), temporary, link.toString(), "demo", "two words", "*", "");

        assertThat(ended.out()).endsWith(" <-jar> <" + jar() + "> <demo> <two words> <*> <>\n");
    }

    @Test
    void endsWithTheCodeTheCommandEndsWith() throws Exception {
        write(jdk("jdk", "25.0.3").resolve("bin/java"), "#!/bin/sh\nexit 3\n");
        built();

        assertThat(sexton().exit()).isEqualTo(3);
    }

    private Ended sexton() throws Exception {
        return run(Map.of());
    }

    private Ended run(Map<String, String> more) throws Exception {
        return Processes.run(
                environment(more), temporary, repository.resolve("sexton").toString(), "demo");
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "PATH", tools.toString(),
                "SEXTON_JDK_PATH", temporary.resolve("nothing") + ":" + jdks,
                "HOME", temporary.toString()));
        environment.putAll(more);
        return environment;
    }

    /** Its java prints where it is and what it was called with. */
    private Path jdk(String name, String version) throws IOException {
        Path home = jdks.resolve(name);
        write(home.resolve("release"), "IMPLEMENTOR=\"test\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/javac"), "");
        script(home.resolve("bin/java"), "printf %s '" + home + "'; printf ' <%s>' \"$@\"; echo");
        return home;
    }

    private void maven(String does) throws IOException {
        provide("mkdir");
        script(tools.resolve("mvn"), "echo \"$* JAVA_HOME=$JAVA_HOME\" >> '" + temporary + "/mvn.calls'\n" + does);
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(temporary.resolve("mvn.calls"));
    }

    private void built() throws IOException {
        write(jar(), "");
    }

    private Path jar() {
        return repository.resolve("cli/target/sexton.jar");
    }

    private static void script(Path file, String body) throws IOException {
        write(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content, UTF_8);
    }

    private void provide(String tool) throws IOException {
        Path real = List.of("/bin", "/usr/bin").stream()
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
        script(tools.resolve(tool), "exec " + real + " \"$@\"");
    }
}
