package dev.sexton.cli.examples.demo;

import static dev.sexton.cli.Packaged.JAR;
import static dev.sexton.cli.Packaged.JAVA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sexton.cli.Printed;
import dev.sexton.cli.Processes;
import dev.sexton.cli.Processes.Ended;
import dev.sexton.cli.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged demo in a JVM of its own: what a system can do to it that a test inside the JVM cannot. */
class DemoIT {
    private static final String FAR_ABOVE_THE_SYSTEMS = "1000000";

    @TempDir
    private Path temporary;

    private Tree tree;

    @BeforeEach
    void makeTree() throws IOException {
        tree = new Tree(Files.createDirectory(temporary.resolve("tree")));
    }

    @Test
    void readsTheHomeOfItsJdkAndHasToReclaimForIt() throws Exception {
        DemoRun printed = demo(Map.of(), JAVA, "-jar", JAR, "demo");

        printed.isClean().agreesWith(new Tree(Path.of(System.getProperty("java.home"))));
        assertThat(printed.number("refused by the limit and retried")).isPositive();
        assertThat(printed.number("closed by hand")).isPositive();
        assertThat(printed.number("closed by cleanups")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"24", "64"})
    @EnabledOnOs(OS.LINUX)
    void goesOnWhenTheSystemHasNoDescriptorLeft(String descriptors) throws Exception {
        tree.with(300);

        DemoRun printed = underUlimit(descriptors, "--limit", FAR_ABOVE_THE_SYSTEMS, "--threads", "3");

        printed.isClean().agreesWith(tree);
        assertThat(printed.number("unreadable and skipped")).isZero();
        assertThat(printed.number("refused by the limit and retried")).isZero();
        assertThat(printed.number("refused by the system and retried")).isPositive();
        // At a refusal all are taken; one or two may have come back until they are counted.
        assertThat(printed.number("peak open")).isGreaterThanOrEqualTo(Integer.parseInt(descriptors) - 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SerialGC", "ParallelGC", "G1GC", "ZGC", "ShenandoahGC"})
    void worksWithEachCollector(String collector) throws Exception {
        tree.with(50);
        assumeTrue(
                Processes.run(Map.of(), temporary, JAVA, "-XX:+Use" + collector, "-version")
                                .exit()
                        == 0,
                "the JDK has it");

        demo(Map.of(), JAVA, "-XX:+Use" + collector, "-jar", JAR, "demo", tree.root(), "--limit", 3)
                .isClean()
                .agreesWith(tree);
    }

    @Test
    void givesUpInOneLineWhenNothingComesBack() throws Exception {
        tree.with(10);

        DemoRun printed = withoutCollections("--limit", 2);

        assertThat(printed.exit()).isEqualTo(1);
        assertThat(printed.out()).isEmpty();
        assertThat(printed.err().lines())
                .singleElement()
                .asString()
                .contains("no file descriptor has come back", "--limit", "DisableExplicitGC");
    }

    @Test
    void saysWhyFilesAreStillOpenWhenTheJvmDoesNotCollect() throws Exception {
        tree.with(10);

        DemoRun printed = withoutCollections("--close-every", 5);

        assertThat(printed.exit()).isEqualTo(1);
        assertThat(printed.out()).endsWith("still open: 8\n");
        assertThat(printed.number("open by own account")).isEqualTo(8);
        assertThat(printed.number("closed by hand")).isEqualTo(2);
        assertThat(printed.err().lines()).singleElement().asString().contains("DisableExplicitGC");
    }

    private DemoRun withoutCollections(Object... options) throws Exception {
        List<String> java = List.of(
                JAVA,
                // Not -XX:+DisableExplicitGC: a collection that the JVM finds necessary for itself would still come.
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:+UseEpsilonGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                ImpatientDemo.class.getName());
        return demo(Map.of(), java, "demo", tree.root(), Arrays.asList(options));
    }

    @Test
    void opensNamesThatTheLocaleCannotSpell() throws Exception {
        tree.file("file", 10);
        Ended made = Processes.run(
                Map.of(),
                tree.root(),
                "/bin/sh",
                "-c",
                "d=$(printf 'stra\\303\\237e \\377') && mkdir \"$d\" && echo content > \"$d/$(printf '\\347\\214\\253')\"");
        assertThat(made.exit()).isZero();

        DemoRun printed = demo(Map.of("LC_ALL", "C"), JAVA, "-jar", JAR, "demo", tree.root());

        printed.isClean();
        assertThat(printed.number("files")).isEqualTo(2);
        assertThat(printed.number("bytes")).isEqualTo(10 + "content\n".length());
    }

    @Test
    void countsAndSkipsWhatTheUserMayNotRead() throws Exception {
        tree.with(10);
        Path file = tree.file("secret", 10);
        Path directory = Files.createDirectory(tree.root().resolve("secrets"));
        deny(file, directory);

        DemoRun printed = asOrdinaryUser("demo", tree.root());

        printed.isClean();
        assertThat(printed.number("files")).isEqualTo(10);
        assertThat(printed.number("unreadable and skipped")).isEqualTo(2);
    }

    @Test
    void refusesADirectoryTheUserMayNotRead() throws Exception {
        deny(tree.root());

        asOrdinaryUser("demo", tree.root()).isRefusedWith("may not be read by this user", "name a readable directory");
    }

    @Test
    void tellsItsVersion() throws Exception {
        DemoRun printed = demo(Map.of(), JAVA, "-jar", JAR, "--version");

        assertThat(printed.exit()).isZero();
        assertThat(printed.out()).startsWith("sexton 0.");
    }

    private DemoRun underUlimit(String descriptors, String... options) throws Exception {
        String limited = "ulimit -n " + descriptors + " && exec \"$0\" \"$@\"";
        return demo(Map.of(), "/bin/sh", "-c", limited, JAVA, "-jar", JAR, "demo", tree.root(), Arrays.asList(options));
    }

    /** Permissions mean nothing to root, who therefore steps down. */
    private DemoRun asOrdinaryUser(Object... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "root can step down");
            command.addAll(List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
            command.addAll(List.of(JAVA, "-version"));
            assumeTrue(
                    Processes.run(Map.of(), temporary, command.toArray(String[]::new))
                                    .exit()
                            == 0,
                    "others may use this JDK");
            command.removeLast();
        } else {
            command.add(JAVA);
        }
        command.addAll(List.of("-jar", JAR));
        return demo(Map.of(), command, Arrays.asList(arguments));
    }

    private static void deny(Path... paths) throws IOException {
        for (Path path : paths) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        }
    }

    private DemoRun demo(Map<String, String> environment, Object... command) throws Exception {
        List<String> words = new ArrayList<>();
        for (Object part : command) {
            if (part instanceof List<?> several) {
                several.forEach(one -> words.add(one.toString()));
            } else {
                words.add(part.toString());
            }
        }
        Ended ended = Processes.run(environment, temporary, words.toArray(String[]::new));
        return new DemoRun(new Printed(ended.exit(), ended.out(), ended.err()));
    }
}
