package dev.sexton.examples.pool;

import dev.sexton.cleanup.Cleanups;
import dev.sexton.cleanup.Guarded;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lends at most {@code size} connections. It lends handles; a connection whose handle was lost comes back by itself,
 * some time after a collection, and at the latest when the pool has run out of them.
 */
final class ConnectionPool implements AutoCloseable {
    private final int port;
    private final Semaphore unopened;
    private final BlockingQueue<Connection> idle = new LinkedBlockingQueue<>();

    ConnectionPool(int port, int size) {
        this.port = port;
        this.unopened = new Semaphore(size);
    }

    /** Keep the handle while the connection is in use; {@link #ask} shows how. */
    Guarded<Connection> borrow(Duration patience) throws IOException, InterruptedException {
        Connection connection = idle.poll();
        if (connection == null) {
            connection = unopened.tryAcquire() ? open() : regain(patience);
        }
        // The finalizer holds the queue, not the handle: a queue that outlives the handle is what it is to go to.
        return Guarded.of(connection, idle::add);
    }

    void giveBack(Guarded<Connection> handle) {
        idle.add(handle.release());
    }

    /** One question, with a connection that comes back whatever happens. */
    String ask(String line, Duration patience) throws IOException, InterruptedException {
        Guarded<Connection> handle = borrow(patience);
        try {
            return handle.get().ask(line);
        } finally {
            giveBack(handle);
        }
    }

    /** All are lent. Those whose handles were lost are found by a collection; the others may be given back meanwhile. */
    private Connection regain(Duration patience) throws InterruptedException {
        Cleanups.runtime().reclaim(patience);
        Connection connection = idle.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (connection == null) {
            throw new IllegalStateException(
                    "All connections are in use: give them back sooner, or make the pool larger");
        }
        return connection;
    }

    private Connection open() throws IOException {
        boolean opened = false;
        try {
            Connection connection = new Connection(port);
            opened = true;
            return connection;
        } finally {
            if (!opened) {
                unopened.release();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
            connection.close();
        }
    }
}
