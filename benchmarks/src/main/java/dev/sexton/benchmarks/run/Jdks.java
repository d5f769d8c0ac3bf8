package dev.sexton.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the JDKs beside this one, by the release file each has. */
final class Jdks {
    private static final String USUAL = "/usr/lib/jvm:/usr/lib64/jvm:/usr/java:/usr/local:/opt:/opt/java:"
            + "/Library/Java/JavaVirtualMachines:$HOME/.sdkman/candidates/java:$HOME/.jdks:$HOME/.asdf/installs/java:"
            + "$HOME/.local/share/mise/installs/java:$HOME/Library/Java/JavaVirtualMachines";

    private final String directories;

    /** The folders in which the launcher looks as well. */
    Jdks() {
        this(Optional.ofNullable(System.getenv("SEXTON_JDK_PATH"))
                .filter(path -> !path.isEmpty())
                .orElse(USUAL.replace("$HOME", System.getProperty("user.home"))));
    }

    /** In these, separated by colons, or right below them. */
    Jdks(String directories) {
        this.directories = directories;
    }

    /** The java that runs this. */
    static Path own() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** A java of the given version. */
    Optional<Path> find(int version) {
        return Arrays.stream(directories.split(":"))
                .map(Path::of)
                .flatMap(directory -> Stream.concat(Stream.of(directory), below(directory)))
                .flatMap(home -> Stream.of(home, home.resolve("Contents/Home")))
                .filter(home -> isVersion(home, version))
                .map(home -> home.resolve("bin/java"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Its vendor and exact version, or that there is none. */
    String describe(int version) {
        return find(version)
                .map(java -> lines(java.getParent().getParent())
                        .filter(line -> line.matches("(IMPLEMENTOR|JAVA_RUNTIME_VERSION|JAVA_VERSION)=.*"))
                        .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
                        .collect(Collectors.joining(" ")))
                .orElse("not found, so nothing was run on it");
    }

    private static Stream<Path> below(Path directory) {
        try (Stream<Path> homes = Files.list(directory)) {
            return homes.sorted().toList().stream();
        } catch (IOException notThere) {
            return Stream.empty();
        }
    }

    private static boolean isVersion(Path home, int version) {
        return lines(home).anyMatch(line -> line.matches("JAVA_VERSION=\"" + version + "[\"._+-].*"));
    }

    private static Stream<String> lines(Path home) {
        try {
            return Files.readString(home.resolve("release")).lines();
        } catch (IOException noJdk) {
            return Stream.empty();
        }
    }
}
