package dev.sexton.cli;

import java.nio.file.Path;

/** How to start the packaged command in a JVM of its own. */
public final class Packaged {
    public static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    public static final String JAR =
            Path.of("target", "sexton.jar").toAbsolutePath().toString();

    private Packaged() {}
}
