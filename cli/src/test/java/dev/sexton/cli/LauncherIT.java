package dev.sexton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cli.Processes.Ended;
import dev.sexton.cli.examples.demo.DemoRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, the real JDK and the packaged command together. {@link LauncherTest} has the ways through the script. */
class LauncherIT {
    private static final Path SCRIPT = Path.of("..", "sexton").toAbsolutePath().normalize();

    @TempDir
    private Path temporary;

    /** This build has made the jar or has found it to be the same; the script is not to start another one. */
    @BeforeAll
    static void jarIsUpToDate() throws Exception {
        Files.setLastModifiedTime(Path.of("target", "sexton.jar"), FileTime.from(Instant.now()));
    }

    @Test
    void runsTheDemoFromAnywhereWithNothingSet() throws Exception {
        Tree tree = new Tree(Files.createDirectory(temporary.resolve("tree"))).with(20);

        new DemoRun(sexton(Map.of(), SCRIPT.toString(), "demo", "tree", "--limit", "5"))
                .isClean()
                .agreesWith(tree);
    }

    @Test
    void showsTheHelp() throws Exception {
        Printed printed = sexton(Map.of(), SCRIPT.toString(), "--help");

        assertThat(printed.exit()).isZero();
        assertThat(printed.err()).isEmpty();
        assertThat(printed.out()).contains("demo");
    }

    @Test
    void saysThatThereIsNoJdk25() throws Exception {
        sexton(Map.of("SEXTON_JDK_PATH", temporary.toString()), SCRIPT.toString(), "demo")
                .isRefusedWith("no JDK 25 found", "install one");
    }

    private Printed sexton(Map<String, String> more, String... command) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", System.getProperty("user.home"));
        Ended ended = Processes.run(environment, temporary, command);
        return new Printed(ended.exit(), ended.out(), ended.err());
    }
}
