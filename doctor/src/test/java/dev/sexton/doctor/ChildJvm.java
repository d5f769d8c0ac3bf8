package dev.sexton.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a main class of the tests in a JVM of its own, the same JDK, with other flags. */
final class ChildJvm {
    private static final long LIMIT_SECONDS = 120;

    record Result(int exitCode, String output) {}

    private ChildJvm() {}

    static Result run(List<String> flags, Class<?> main, String... arguments) {
        return run(java(), flags, main, arguments);
    }

    static Result run(String java, List<String> flags, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java, "-Xmx256m"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Whether this JDK can start with these flags. */
    static boolean supports(List<String> flags) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(flags);
        command.add("-version");
        return run(command).exitCode() == 0;
    }

    /**
     * Finds another JDK, or a runtime with the modules that the programs need: where {@code SEXTON_JDK_<release>} says, or beside this
     * one.
     */
    static Optional<String> java(int release) {
        String told = System.getenv("SEXTON_JDK_" + release);
        try (Stream<Path> homes = told != null
                ? Stream.of(Path.of(told))
                : Files.list(Path.of(System.getProperty("java.home")).getParent())) {
            return homes.filter(home -> isRelease(home, release))
                    .map(home -> home.resolve("bin").resolve("java").toString())
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isRelease(Path home, int release) {
        try {
            return Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + release + ".");
        } catch (IOException noJdk) {
            return false;
        }
    }

    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Result run(List<String> command) {
        try {
            Path output = Files.createTempFile("child-jvm", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                    throw new AssertionError("still running after " + LIMIT_SECONDS + " s: " + command + "\n"
                            + Files.readString(output, StandardCharsets.UTF_8));
                }
                return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
