package dev.sexton.benchmarks;

import com.sun.management.ThreadMXBean;
import dev.sexton.coroutine.Coroutine;
import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Seq;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/**
 * What one value costs, by each way to pull it, beside the bare switch it is made of: a continuation that only runs and
 * yields, and two threads that only park and unpark each other. All take turns within a round.
 */
public final class Advance {
    private static final int WARM_UPS = 3;

    /** Without the flag there is no bare continuation to compare with. */
    private static final boolean CONTINUATIONS = Coroutine.backend().equals("continuation");

    /** Where values go, so that they are not optimised away. */
    @SuppressWarnings("UnusedVariable")
    private static Object sink;

    private Advance() {}

    /**
     * Prints medians in ns a value, the ratios to the bare switches, and the bytes allocated a value.
     *
     * @param args the number of rounds, 15 if absent
     * @throws Exception never in fact
     */
    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        List<Contender> contenders = contenders();
        for (int round = -WARM_UPS; round < rounds; round++) {
            for (Contender contender : contenders) {
                double nanos = contender.run();
                if (round >= 0) {
                    contender.samples.add(nanos);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "ns a value, %d rounds, JDK %s, backend %s%n",
                rounds,
                Runtime.version(),
                Coroutine.backend());
        contenders.forEach(System.out::println);
        if (CONTINUATIONS) {
            ratio(contenders, "Pull.of", "bare continuation");
        }
        ratio(contenders, "Pull.detached, virtual thread", "bare hand-over, virtual threads");
        System.out.printf(Locale.ROOT, "bytes allocated by Pull.of, a value: %.3f%n", bytesPerAdvance());
    }

    private static List<Contender> contenders() {
        Seq<String> endless = out -> {
            while (out.yield("value")) {}
        };
        String[] array = new String[1_000_000];
        List<Contender> contenders = new ArrayList<>();
        if (CONTINUATIONS) {
            contenders.add(new Contender("bare continuation", 1_000_000, false, Advance::bareContinuation));
        }
        int values = CONTINUATIONS ? 1_000_000 : 100_000;
        contenders.add(new Contender("Pull.of", values, false, n -> advance(Pull.of(endless), n)));
        contenders.add(new Contender("Pull.of an array", array.length, false, n -> advance(Pull.of(Seq.of(array)), n)));
        contenders.add(
                new Contender("Pull.readAhead 64", 1_000_000, false, n -> advance(Pull.readAhead(endless, 64), n)));
        contenders.add(new Contender("bare hand-over, virtual threads", 100_000, true, Advance::bareHandOver));
        contenders.add(
                new Contender("Pull.detached, virtual thread", 100_000, true, n -> advance(Pull.detached(endless), n)));
        contenders.add(new Contender(
                "Pull.detached, platform thread", 100_000, false, n -> advance(Pull.detached(endless), n)));
        return contenders;
    }

    private static int advance(Pull<?> pull, int values) {
        try (pull) {
            int count = 0;
            while (count < values && pull.advance()) {
                sink = pull.value();
                count++;
            }
            return count;
        }
    }

    private static int bareContinuation(int values) {
        ContinuationScope scope = new ContinuationScope("bare");
        int[] produced = {0};
        Continuation continuation = new Continuation(scope, () -> {
            while (true) {
                produced[0]++;
                Continuation.yield(scope);
            }
        });
        for (int i = 0; i < values; i++) {
            continuation.run();
        }
        return produced[0];
    }

    private static int bareHandOver(int values) throws Exception {
        Turn turn = new Turn(Thread.currentThread());
        turn.body = Thread.ofVirtual().start(() -> turn.produce(values));
        for (int i = 0; i < values; i++) {
            turn.bodys = true;
            LockSupport.unpark(turn.body);
            while (turn.bodys) {
                LockSupport.park();
            }
        }
        turn.body.join();
        return turn.produced;
    }

    /** The least that two threads need to take turns. */
    private static final class Turn {
        private final Thread consumer;
        private Thread body = Thread.currentThread();
        private volatile boolean bodys;
        private int produced;

        Turn(Thread consumer) {
            this.consumer = consumer;
        }

        void produce(int values) {
            for (int i = 0; i < values; i++) {
                while (!bodys) {
                    LockSupport.park();
                }
                produced++;
                bodys = false;
                LockSupport.unpark(consumer);
            }
        }
    }

    private static double bytesPerAdvance() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int values = 1_000_000;
        try (Pull<String> pull = Pull.of(out -> {
            while (out.yield("value")) {}
        })) {
            pull.advance();
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < values; i++) {
                pull.advance();
                sink = pull.value();
            }
            return (threads.getCurrentThreadAllocatedBytes() - before) / (double) values;
        }
    }

    private static void ratio(List<Contender> contenders, String of, String to) {
        System.out.printf(
                Locale.ROOT,
                "%s / %s: %.2f%n",
                of,
                to,
                find(contenders, of).median() / find(contenders, to).median());
    }

    private static Contender find(List<Contender> contenders, String name) {
        return contenders.stream().filter(c -> c.name.equals(name)).findFirst().orElseThrow();
    }

    private interface Work {
        int pull(int values) throws Exception;
    }

    private static final class Contender {
        private final String name;
        private final int values;
        private final boolean onVirtualThread;
        private final Work work;
        private final List<Double> samples = new ArrayList<>();

        Contender(String name, int values, boolean onVirtualThread, Work work) {
            this.name = name;
            this.values = values;
            this.onVirtualThread = onVirtualThread;
            this.work = work;
        }

        double run() throws Exception {
            Callable<Double> timed = () -> {
                long start = System.nanoTime();
                int pulled = work.pull(values);
                long nanos = System.nanoTime() - start;
                if (pulled != values) {
                    throw new AssertionError(name + " pulled " + pulled);
                }
                return nanos / (double) values;
            };
            if (!onVirtualThread) {
                return timed.call();
            }
            FutureTask<Double> task = new FutureTask<>(timed);
            Thread.ofVirtual().start(task);
            return task.get();
        }

        double median() {
            return samples.stream().sorted().toList().get(samples.size() / 2);
        }

        @Override
        public String toString() {
            List<Double> sorted = samples.stream().sorted().toList();
            return String.format(
                    Locale.ROOT,
                    "%-34s %9.1f   (%.1f … %.1f)",
                    name,
                    median(),
                    sorted.get(0),
                    sorted.get(sorted.size() - 1));
        }
    }
}
