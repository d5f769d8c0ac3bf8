package outside;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.Cleanups;
import java.util.concurrent.CountDownLatch;

/** Wraps something that a cleanup has to release. */
public final class Handle implements AutoCloseable {
    private final Cleanup cleanup;

    /** Makes a handle whose release counts the latch down. */
    public Handle(CountDownLatch released) {
        cleanup = Cleanups.add(this, CountDownLatch::countDown, released);
    }

    @Override
    public void close() {
        cleanup.clean(this);
    }
}
