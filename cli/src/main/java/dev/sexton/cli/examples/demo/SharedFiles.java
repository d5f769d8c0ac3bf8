package dev.sexton.cli.examples.demo;

import dev.sexton.coroutine.Pull;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One walk that several threads take from, each file once. */
final class SharedFiles {
    private final Pull<Path> walk;
    private boolean ended;

    SharedFiles(Pull<Path> walk) {
        this.walk = walk;
    }

    /** The next file, or null at the end. */
    synchronized @Nullable Path next() {
        return !ended && walk.advance() ? walk.value() : null;
    }

    /** From now on there is none: a thread has failed, and the others need not go on. */
    synchronized void end() {
        ended = true;
    }
}
