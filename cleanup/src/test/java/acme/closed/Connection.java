package acme.closed;

import dev.sexton.cleanup.CleanupRuntime;

/** Of a module, as a test defines it. */
@SuppressWarnings("UnusedVariable")
public final class Connection implements Runnable {
    private int closed;

    /** Registers a cleanup that captures its object. */
    @Override
    public void run() {
        CleanupRuntime runtime = CleanupRuntime.builder().name("acme").build();
        runtime.add(this, this::close);
    }

    /** The same, but right. */
    public static void registerWell() {
        CleanupRuntime runtime = CleanupRuntime.builder().name("acme").build();
        runtime.add(new Connection(), number -> {}, 7L);
    }

    private void close() {
        closed++;
    }
}
