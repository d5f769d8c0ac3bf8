package dev.sexton.coroutine.tools;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.sexton.coroutine.OsThread;
import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Seq;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ObjectName;

/**
 * A program whose threads, platform and virtual ones, advance coroutines of every kind, while one of the JVM's tools looks at them.
 * Arguments: the tool, and for how many seconds. Exit code 0 if every value came, 1 if one did not, 2 if a thread stood still; then the
 * stacks of all platform threads and of the thread that stood still are printed.
 */
public final class Advancing {
    private static final int SUSPENDED = 2_000;
    private static final long STANDSTILL = TimeUnit.SECONDS.toNanos(30);

    private static final Seq<Integer> NATURALS = out -> {
        for (int i = 0; out.yield(i); i++) {}
    };

    private static final AtomicBoolean stop = new AtomicBoolean();
    private static final List<Worker> workers = new ArrayList<>();

    private Advancing() {}

    /** A tool of the JVM, which is used again and again; those from outside this process do nothing here. */
    private enum Tool {
        STACK_TRACES {
            @Override
            void use(Path directory) {
                for (Worker worker : workers) {
                    worker.thread.getStackTrace();
                }
            }
        },
        THREAD_PRINT {
            @Override
            void use(Path directory) throws Exception {
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                "threadPrint",
                                new Object[] {new String[] {"-l"}},
                                new String[] {String[].class.getName()});
            }
        },
        HEAP_DUMP {
            @Override
            void use(Path directory) throws Exception {
                Path dump = directory.resolve("dump.hprof");
                Files.deleteIfExists(dump);
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpHeap(dump.toString(), true);
            }
        },
        /** The twin: the JVM crashes, on JDK 25, if a coroutine runs on a continuation inside a virtual thread. */
        STACK_TRACES_OF_LOCKED_THREADS {
            @Override
            void use(Path directory) throws Exception {
                STACK_TRACES.use(directory);
            }
        },
        COLLECTIONS {
            @Override
            void use(Path directory) {
                System.gc();
            }
        },
        FLIGHT_RECORDER,
        DEBUGGER;

        /** Uses it once. */
        void use(Path directory) throws Exception {
            Thread.sleep(10);
        }
    }

    public static void main(String[] args) throws Exception {
        Tool tool = Tool.valueOf(args[0]);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(args[1]));
        Path directory = Files.createTempDirectory("advancing");
        for (int i = 0; i < 6; i++) {
            workers.add(new Worker(
                    i % 2 == 0 ? Thread.ofPlatform().daemon() : Thread.ofVirtual(),
                    i == 1 && tool == Tool.STACK_TRACES_OF_LOCKED_THREADS)); // It keeps its carrier.
        }
        workers.forEach(worker -> worker.thread.start());
        long uses = 0;
        while (System.nanoTime() < end) {
            tool.use(directory);
            uses++;
            check();
        }
        stop.set(true);
        long steps = 0;
        for (Worker worker : workers) {
            while (!worker.thread.join(java.time.Duration.ofMillis(100))) {
                check();
            }
            steps += worker.steps.get();
        }
        check();
        System.out.println(steps + " advances, " + uses + " uses of " + tool);
        System.exit(0);
    }

    private static void check() {
        for (Worker worker : workers) {
            if (worker.failure != null) {
                worker.failure.printStackTrace();
                System.exit(1);
            }
            if (worker.standsStill()) {
                System.out.println("stands still: " + worker.thread);
                for (StackTraceElement frame : worker.thread.getStackTrace()) {
                    System.out.println("\tat " + frame);
                }
                Thread.getAllStackTraces()
                        .forEach((thread, stack) -> System.out.println(thread + " " + List.of(stack)));
                System.exit(2);
            }
        }
    }

    private static final class Worker implements Runnable {
        final Thread thread;
        final AtomicLong steps = new AtomicLong();
        volatile Throwable failure;
        private long lastSteps = -1;
        private long lastProgress;
        private final Queue<Pull<Integer>> suspended = new ArrayDeque<>();

        private final boolean locked;

        Worker(Thread.Builder builder, boolean locked) {
            this.locked = locked;
            thread = builder.name("worker").unstarted(this);
        }

        boolean standsStill() {
            long now = System.nanoTime();
            if (steps.get() != lastSteps || !thread.isAlive()) {
                lastSteps = steps.get();
                lastProgress = now;
            }
            return now - lastProgress > STANDSTILL;
        }

        @Override
        public void run() {
            try {
                if (locked) {
                    OsThread.lock();
                }
                while (!stop.get()) {
                    advance(Pull.of(NATURALS), 0);
                    advance(Pull.detached(NATURALS), 0);
                    advance(Pull.readAhead(NATURALS, 8), 0);
                    advance(Pull.of(out -> nested(out, 3)), 0);
                    advance(Pull.of(NATURALS.map(i -> i + 1)), 1);
                    advance(Pull.of(out -> deep(200, out)), 0);
                    suspend();
                }
                while (!suspended.isEmpty()) {
                    suspended.remove().close();
                }
            } catch (Throwable t) {
                failure = t;
            }
        }

        private void advance(Pull<Integer> pull, int first) {
            for (int i = first; i < first + 100; i++) {
                if (!pull.advance() || pull.value() != i) {
                    throw new AssertionError("not " + i);
                }
                stepHere();
            }
            pull.close();
        }

        /** For the debugger's breakpoint. */
        private void stepHere() {
            steps.incrementAndGet();
        }

        private static void nested(dev.sexton.coroutine.Yield<? super Integer> out, int levels) {
            if (levels == 0) {
                NATURALS.push(out);
                return;
            }
            try (Pull<Integer> inner = Pull.of(o -> nested(o, levels - 1))) {
                while (inner.advance() && out.yield(inner.value())) {}
            }
        }

        private static boolean deep(int depth, dev.sexton.coroutine.Yield<? super Integer> out) {
            if (depth > 0) {
                return deep(depth - 1, out);
            }
            for (int i = 0; out.yield(i); i++) {}
            return false;
        }

        /** Keeps some bodies suspended, for the collector. */
        private void suspend() {
            Pull<Integer> pull = Pull.of(NATURALS);
            pull.advance();
            suspended.add(pull);
            if (suspended.size() > SUSPENDED / 6) {
                suspended.remove().close();
            }
        }
    }
}
