package dev.sexton.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests run with the versions that the build says, and all of them with JUnit 6 as well, in a JVM of its own. */
class VersionsTest {
    private static final String JUNIT = System.getProperty("sexton.test.junit");
    private static final String JUNIT_6 = System.getProperty("sexton.test.junit6");

    @Test
    void thisIsTheJdkAndTheJunitTheBuildMeans() {
        assertThat(Runtime.version().feature()).isEqualTo(Integer.getInteger("sexton.test.jdk"));
        assertThat(Test.class.getPackage().getImplementationVersion()).isEqualTo(JUNIT);
    }

    @Test
    void allTestsPassWithJunit6() throws Exception {
        assumeTrue(!JUNIT.equals(JUNIT_6), "this is JUnit 6 already");
        List<String> classPath = Stream.concat(
                        jars(Path.of("target", "junit6")),
                        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                                .filter(entry -> !entry.contains("junit-") && !entry.contains("opentest4j")))
                .toList();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsexton.test.junit=" + JUNIT_6,
                        "-Dsexton.test.junit6=" + JUNIT_6,
                        "-Dsexton.test.jdk=" + Runtime.version().feature(),
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--disable-banner",
                        "--disable-ansi-colors",
                        "--details=tree",
                        "--select-package=" + VersionsTest.class.getPackageName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("CleanupExtensionTest", "ReachabilityTest", "VersionsTest", " 0 tests failed");
        assertThat(output).doesNotContain("[         0 tests successful");
    }

    private static Stream<String> jars(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString).collect(Collectors.toList()).stream();
        }
    }
}
