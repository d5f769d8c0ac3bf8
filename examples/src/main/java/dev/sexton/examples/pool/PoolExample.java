package dev.sexton.examples.pool;

import dev.sexton.cleanup.Guarded;
import java.io.IOException;
import java.lang.ref.Reference;
import java.time.Duration;

/** A hundred callers that never give a connection back, served by a pool of four. */
public final class PoolExample {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private PoolExample() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws IOException if the server cannot be reached
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (LineServer server = LineServer.start();
                ConnectionPool pool = new ConnectionPool(server.port(), 4)) {
            int served = 0;
            for (int i = 0; i < 100; i++) {
                if (forget(pool, "caller " + i).equals("CALLER " + i)) {
                    served++;
                }
            }
            System.out.println(served + " callers were served, and gave nothing back");
            System.out.println(server.connections() + " connections were opened");
        }
    }

    private static String forget(ConnectionPool pool, String line) throws IOException, InterruptedException {
        Guarded<Connection> handle = pool.borrow(PATIENCE);
        try {
            return handle.get().ask(line);
        } finally {
            Reference.reachabilityFence(handle); // in use until here, and then lost
        }
    }
}
