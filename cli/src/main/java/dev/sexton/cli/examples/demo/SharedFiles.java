package dev.sexton.cli.examples.demo;

import dev.sexton.coroutine.Pull;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One walk from which several threads take files, each file once. */
final class SharedFiles {
    private final Pull<Path> walk;
    private boolean ended;

    SharedFiles(Pull<Path> walk) {
        this.walk = walk;
    }

    /** Returns the next file, or null at the end. */
    synchronized @Nullable Path next() {
        return !ended && walk.advance() ? walk.value() : null;
    }

    /** Ends the walk: a thread has failed, and the others need not go on. */
    synchronized void end() {
        ended = true;
    }
}
