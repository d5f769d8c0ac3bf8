package dev.sexton.cleanup.internal;

/** A worker, and those who rely on what it shows. */
final class WorkerProgram {
    private final Engine.Settings settings =
            new Engine.Settings("program", 1, this::threadFor, null, Long.MAX_VALUE, 0, 0, 0, null);
    private final Tally tally = new Tally();
    private final Span span = new Span(tally);
    private final Special special = new LongSpecial(this, argument -> ran(), 0);
    private final WorkerPool pool = new WorkerPool(settings, 1);

    private Worker worker;
    private boolean tooEarly;
    private boolean unwatched;

    /** Under this object's monitor. */
    private boolean ran;

    WorkerProgram() {
        if (!span.add(special)) {
            throw new AssertionError("no room in a new span");
        }
    }

    /** It takes the special out of its slot and runs it; another finds the slot empty, and waits for all to be done. */
    void waitWhileOneIsFound() throws InterruptedException {
        makeWorker();
        Together.run(() -> worker.dead(span, 0, special), () -> {
            boolean found = span.isEmpty();
            tooEarly = isIdle() && found && !hasRun();
        });
        if (tooEarly) {
            throw new AssertionError("idle, and what was found had not run");
        }
    }

    /** It takes the only span and gets no further; the sweeper must look at the span all the same. */
    void passWhileOneIsStuck() throws InterruptedException {
        makeWorker();
        Sweeper sweeper = new Sweeper(settings, new SpanRegistry(tally, 1), pool, new CanaryCycle(), tally) {
            @Override
            boolean isDue(Special dead) {
                return true;
            }
        };
        Pass pass = new Pass(sweeper, pool, tally, new Span[] {span});
        Together.run(() -> pass.giveTo(worker), pass::run);
        if (!span.isEmpty()) {
            throw new AssertionError("the pass has ended, and nobody has looked at a span");
        }
    }

    /** It takes a block, and may get stuck in its first cleanup: while the block has a rest, nobody may think that all is well. */
    void watchWhileOneTakesABlock() throws InterruptedException {
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

    /** Which does nothing: it is the program that does what a worker does. */
    private Thread threadFor(Runnable task) {
        worker = (Worker) task;
        return new Thread(() -> {});
    }

    private boolean isIdle() {
        try {
            return pool.awaitIdle(0, tally);
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
