package dev.sexton.cli.examples.demo;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.function.LongConsumer;

/**
 * An open file: the object that owns a descriptor of the operating system. Who is done with it may close it, or forget it;
 * then the descriptor is closed some time after a collection has found this object dead.
 */
final class OpenFile implements AutoCloseable {
    private final int descriptor;
    private final Cleanup cleanup;

    /** The action gets the descriptor and nothing else: were it to reach this object, this object would never die. */
    OpenFile(int descriptor, LongConsumer closeDescriptor, CleanupRuntime cleanups) {
        this.descriptor = descriptor;
        this.cleanup = cleanups.add(this, closeDescriptor, descriptor);
    }

    /** Reads the next bytes into the buffer: how many, 0 at the end, or {@code -errno}. */
    int read(MemorySegment buffer) {
        try {
            return Libc.read(descriptor, buffer);
        } finally {
            // After its field has been read, nothing needs this object any more. Without the fence it could be
            // found dead while the system reads, and the descriptor be closed under the read, or be another file's.
            Reference.reachabilityFence(this);
        }
    }

    /** Closes the descriptor now, in this thread. Closing again does nothing. */
    @Override
    public void close() {
        cleanup.clean(this);
    }
}
