package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.internal.slots.CountProgram;
import dev.sexton.cleanup.internal.slots.SpanProgram;
import dev.sexton.cleanup.internal.work.BlockProgram;
import dev.sexton.cleanup.internal.work.QueueProgram;
import dev.sexton.cleanup.internal.work.StackOperations;
import dev.sexton.cleanup.internal.work.WorkerProgram;
import java.util.concurrent.Callable;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/**
 * What Lincheck's model checker executes in many interleavings: small programs around the engine's own classes. Exit code 0 if
 * each interleaving came out right, 1 if one did not; then it is printed.
 */
public final class Interleavings {
    /** Read by each interleaving's threads, which Lincheck on JDK 25 follows through a field only. */
    @SuppressWarnings("unused")
    private static volatile Object program;

    private Interleavings() {}

    enum Program {
        /** One worker at most, the default below eight processors; two blocks. */
        QUEUE_WITH_ONE_WORKER {
            @Override
            void check(int invocations) {
                concurrently(invocations, () -> queue(1, 2, FOR_EVER, 1));
            }
        },
        QUEUE_WITH_TWO_PUSHERS_AND_TWO_WORKERS {
            @Override
            void check(int invocations) {
                concurrently(invocations, () -> queue(2, 2, FOR_EVER, 2));
            }
        },
        /** Each worker that finds nothing ends, and another takes its place. */
        QUEUE_WITH_A_WORKER_THAT_ENDS {
            @Override
            void check(int invocations) {
                concurrently(invocations, () -> queue(1, 3, 0, 1));
            }
        },
        QUEUE_WITH_TWO_WORKERS_THAT_END {
            @Override
            void check(int invocations) {
                concurrently(invocations, () -> queue(2, 2, 0, 2));
            }
        },
        STACK {
            @Override
            void check(int invocations) {
                linearizable(StackOperations.class, invocations);
            }
        },
        BLOCK {
            @Override
            void check(int invocations) {
                concurrently(invocations, Interleavings::block);
            }
        },
        /** A special is added to a span while the sweeper lets go of it. */
        SPAN_ADDED_TO_WHILE_DISCARDED {
            @Override
            void check(int invocations) {
                concurrently(invocations, Interleavings::discard);
            }
        },
        /** A special is stopped, cleaned and swept at the same time. */
        SPAN_TAKEN_FROM_BY_THREE {
            @Override
            void check(int invocations) {
                concurrently(invocations, Interleavings::take);
            }
        },
        /** The live ones are counted while an adder finds that its span was left, and moves. */
        SPANS_COUNTED_WHILE_ONE_MOVES {
            @Override
            void check(int invocations) {
                concurrently(invocations, Interleavings::count);
            }
        },
        /** A worker that takes part in a pass finds a special, while somebody waits for all that was found. */
        WORKER_AWAITED {
            @Override
            void check(int invocations) {
                concurrently(invocations, Interleavings::await);
            }
        },
        /** A pass ends while a worker is stuck. */
        WORKER_STUCK_IN_A_PASS {
            @Override
            void check(int invocations) {
                concurrently(invocations, Interleavings::pass);
            }
        },
        /** A worker takes a block while somebody looks whether workers need watching. */
        WORKER_WATCHED {
            @Override
            void check(int invocations) {
                concurrently(invocations, Interleavings::watch);
            }
        };

        private static final long FOR_EVER = Long.MAX_VALUE;

        abstract void check(int invocations);
    }

    public static void main(String[] args) {
        try {
            Program.valueOf(args[0]).check(Integer.parseInt(args[1]));
        } catch (LincheckAssertionError wrong) {
            System.out.println(wrong.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static void concurrently(int invocations, Callable<?> program) {
        Lincheck.runConcurrentTest(invocations, () -> {
            try {
                program.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void linearizable(Class<?> operations, int invocations) {
        new ModelCheckingOptions()
                .iterations(20)
                .invocationsPerIteration(Math.max(1, invocations / 20))
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .check(operations);
    }

    private static Void queue(int limit, int blocks, long idleNanos, int pushers) throws InterruptedException {
        QueueProgram queue = new QueueProgram(limit, blocks, idleNanos);
        program = queue;
        queue.run(pushers);
        return null;
    }

    private static Void block() throws InterruptedException {
        BlockProgram block = new BlockProgram();
        program = block;
        block.run();
        return null;
    }

    private static Void discard() throws InterruptedException {
        SpanProgram span = new SpanProgram();
        program = span;
        span.addWhileDiscarded();
        return null;
    }

    private static Void take() throws InterruptedException {
        SpanProgram span = new SpanProgram();
        program = span;
        span.takeThrice();
        return null;
    }

    private static Void count() throws InterruptedException {
        CountProgram registry = new CountProgram();
        program = registry;
        registry.countWhileOneMoves();
        return null;
    }

    private static Void await() throws InterruptedException {
        WorkerProgram worker = new WorkerProgram();
        program = worker;
        worker.waitWhileOneIsFound();
        return null;
    }

    private static Void pass() throws InterruptedException {
        WorkerProgram worker = new WorkerProgram();
        program = worker;
        worker.passWhileOneIsStuck();
        return null;
    }

    private static Void watch() throws InterruptedException {
        WorkerProgram worker = new WorkerProgram();
        program = worker;
        worker.watchWhileOneTakesABlock();
        return null;
    }
}
