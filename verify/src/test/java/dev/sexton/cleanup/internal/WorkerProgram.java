package dev.sexton.cleanup.internal;

/** A worker that takes part in a pass, and those who rely on what it shows. */
final class WorkerProgram {
    private final Engine.Settings settings =
            new Engine.Settings("program", 1, this::threadFor, null, Long.MAX_VALUE, Long.MAX_VALUE, 0, 0, null);
    private final Tally tally = new Tally();
    private final Span span = new Span(tally);
    private final Special special = new LongSpecial(this, argument -> ran(), 0);
    private final WorkerPool pool = new WorkerPool(settings, 1);

    private Worker worker;
    private boolean tooEarly;

    /** Under this object's monitor. */
    private boolean ran;

    WorkerProgram() {
        if (!span.add(special)) {
            throw new AssertionError("no room in a new span");
        }
        pool.submit(new CleanupBlock(0)); // so that there is a worker
    }

    /** It takes the special out of its slot and runs it; another finds the slot empty, and waits for all to be done. */
    void waitWhileOneIsFound() throws InterruptedException {
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
