package dev.sexton.cleanup.internal.work;

import dev.sexton.cleanup.internal.Together;
import dev.sexton.cleanup.internal.slots.Counts;
import dev.sexton.cleanup.internal.slots.LongSpecial;
import dev.sexton.cleanup.internal.slots.Span;
import dev.sexton.cleanup.internal.slots.SpanRegistry;
import dev.sexton.cleanup.internal.slots.Special;
import dev.sexton.cleanup.internal.watch.Log;
import dev.sexton.cleanup.internal.watch.RunObserver;

/** A worker, and those who rely on the state that it makes visible. */
public final class WorkerProgram {
    private final WorkerPool.Config config = new WorkerPool.Config(this::threadFor, Log::failed, 1, 0);
    private final Counts counts = new Counts();
    private final SpanRegistry registry = new SpanRegistry(counts, 1);
    private final Special special = new LongSpecial(this, argument -> ran(), 0);
    private final WorkerPool pool = new WorkerPool(config, new RunObserver("program", null), 1);
    private final Span span;

    private Worker worker;
    private boolean tooEarly;
    private boolean unwatched;

    /** Under this object's monitor. */
    private boolean ran;

    public WorkerProgram() {
        registry.add(special);
        span = registry.begin(true)[0];
    }

    /** It takes the special out of its slot and runs it; another finds the slot empty, and waits for all to be done. */
    public void waitWhileOneIsFound() throws InterruptedException {
        makeWorker();
        Together.run(() -> worker.found(span, 0, special), () -> {
            boolean found = registry.isEmpty();
            tooEarly = isIdle() && found && !hasRun();
        });
        if (tooEarly) {
            throw new AssertionError("idle, and what was found had not run");
        }
    }

    /** It takes the only span and gets no further; the sweeper must look at the span all the same. */
    public void passWhileOneIsStuck() throws InterruptedException {
        makeWorker();
        SpanFeed feed = new SpanFeed(new Span[] {span}, dead -> true);
        Together.run(() -> worker.takeFrom(feed), () -> {
            // As Pass does it.
            for (Span next; (next = feed.next()) != null; ) {
                next.sweep(feed.isDue(), Span::take);
            }
            for (Span held : pool.heldSpans(feed)) {
                held.sweep(feed.isDue(), Span::take);
            }
        });
        if (!registry.isEmpty()) {
            throw new AssertionError("the pass has ended, and nobody has looked at a span");
        }
    }

    /** It takes a block, and may get stuck in its first cleanup: while the block has a rest, nobody may think that all is well. */
    public void watchWhileOneTakesABlock() throws InterruptedException {
        CleanupBlock block = new CleanupBlock(2);
        block.add(special);
        block.add(new LongSpecial(this, argument -> ran(), 0));
        pool.submit(block);
        Together.run(worker, () -> unwatched = !pool.needsWatching() && block.hasRest());
        if (unwatched) {
            throw new AssertionError("a worker has taken a block, and nobody would look after it");
        }
    }

    private void makeWorker() {
        pool.submit(new CleanupBlock(0));
    }

    /** The thread does nothing: it is the program that does what a worker does. */
    private Thread threadFor(Runnable task) {
        worker = (Worker) task;
        return new Thread(() -> {});
    }

    private boolean isIdle() {
        try {
            return pool.awaitIdle(0, counts);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private synchronized void ran() {
        ran = true;
    }

    private synchronized boolean hasRun() {
        return ran;
    }
}
