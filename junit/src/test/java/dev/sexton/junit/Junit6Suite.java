package dev.sexton.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs all tests of this module with JUnit 6, in a JVM of its own. Called by the build, under a name that is not a test's. */
class Junit6Suite {
    private static final String JUNIT_6 = System.getProperty("sexton.test.junit6");

    @Test
    void allTestsPass() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dsexton.test.junit=" + JUNIT_6,
                        "-Dsexton.test.jdk=" + Runtime.version().feature(),
                        "-cp",
                        classPath(),
                        "org.junit.platform.console.ConsoleLauncher",
                        "execute",
                        "--disable-banner",
                        "--disable-ansi-colors",
                        "--details=tree",
                        "--select-package=" + Junit6Suite.class.getPackageName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output)
                .contains("CleanupExtensionTest", "ReachabilityTest", "VersionsTest", " 0 tests failed")
                .doesNotContain(" 0 tests successful");
    }

    /** JUnit 6 in place of JUnit 5. */
    private static String classPath() throws IOException {
        List<String> others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("junit-") && !entry.contains("opentest4j"))
                .toList();
        try (Stream<Path> junit6 = Files.list(Path.of("target", "junit6"))) {
            return Stream.concat(junit6.map(Path::toString), others.stream())
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
