package dev.sexton.cli.examples.demo;

import dev.sexton.cli.Main;
import dev.sexton.cli.examples.files.TreeWalk;
import java.time.Duration;

/** {@code sexton demo} for a JVM of its own in which nothing will ever come back, and nobody wants to wait a minute to see. */
final class ImpatientDemo {
    private ImpatientDemo() {}

    public static void main(String[] args) {
        DemoCommand demo = new DemoCommand(TreeWalk::filesBelow, Duration.ofMillis(100));
        System.exit(Main.commandLine(demo).execute(args));
    }
}
