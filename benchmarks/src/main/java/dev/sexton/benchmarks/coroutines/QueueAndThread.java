package dev.sexton.benchmarks.coroutines;

import java.util.concurrent.SynchronousQueue;

/** A virtual thread that puts its values into a queue without room. */
final class QueueAndThread implements PullRival {
    private final SynchronousQueue<Object> queue = new SynchronousQueue<>();
    private final Thread producer = Thread.ofVirtual().start(this::produce);

    private void produce() {
        try {
            for (int i = 0; ; i++) {
                queue.put(Values.ALL[i & Values.MASK]);
            }
        } catch (InterruptedException closed) {
            // The end.
        }
    }

    @Override
    public Object next() {
        try {
            return queue.take();
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    @Override
    public void close() {
        producer.interrupt();
    }
}
