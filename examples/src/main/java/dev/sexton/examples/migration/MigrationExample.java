package dev.sexton.examples.migration;

import dev.sexton.cleanup.Cleanups;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The same class before and after: one file is closed, one forgotten, and both are gone. */
public final class MigrationExample {
    private MigrationExample() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws IOException if a file cannot be created
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println("before, closed: " + state(closeBefore()));
        Path forgotten = forgetBefore();
        while (Files.exists(forgotten)) {
            System.gc(); // and hope: Cleaner offers no way to wait
            Thread.onSpinWait();
        }
        System.out.println("before, forgotten: " + state(forgotten));

        System.out.println("after, closed: " + state(closeAfter()));
        forgotten = forgetAfter();
        Cleanups.runtime().reclaim(Duration.ofSeconds(30));
        System.out.println("after, forgotten: " + state(forgotten));
        Path released = releaseAfter();
        Cleanups.runtime().reclaim(Duration.ofSeconds(30));
        System.out.println("after, released: " + state(released));
        Files.delete(released);
    }

    private static Path closeBefore() throws IOException {
        try (var file = new dev.sexton.examples.migration.before.ScratchFile()) {
            return file.path();
        }
    }

    private static Path forgetBefore() throws IOException {
        return new dev.sexton.examples.migration.before.ScratchFile().path();
    }

    private static Path closeAfter() throws IOException {
        try (var file = new dev.sexton.examples.migration.after.ScratchFile()) {
            return file.path();
        }
    }

    private static Path forgetAfter() throws IOException {
        return new dev.sexton.examples.migration.after.ScratchFile().path();
    }

    private static Path releaseAfter() throws IOException {
        return new dev.sexton.examples.migration.after.ScratchFile().release();
    }

    private static String state(Path path) {
        return Files.exists(path) ? "there" : "gone";
    }
}
