package dev.sexton.benchmarks.coroutines;

import java.util.concurrent.locks.LockSupport;

/** A consumer and a virtual thread that take turns by parking, and hand a value over in a field. */
final class BareHandOver implements PullRival {
    private final Thread consumer = Thread.currentThread();
    private final Thread producer = Thread.ofVirtual().unstarted(this::produce);

    /** Whose turn it is; whoever gives it away has written the value before. */
    private volatile boolean producers = true;

    private volatile boolean closed;
    private Object value = "";
    private boolean started;

    private void produce() {
        for (int i = 0; !closed; i++) {
            value = Values.ALL[i & Values.MASK];
            producers = false;
            LockSupport.unpark(consumer);
            while (!producers && !closed) {
                LockSupport.park();
            }
        }
    }

    @Override
    public Object next() {
        if (started) {
            producers = true;
            LockSupport.unpark(producer);
        } else {
            started = true;
            producer.start();
        }
        while (producers) {
            LockSupport.park();
        }
        return value;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(producer);
    }
}
