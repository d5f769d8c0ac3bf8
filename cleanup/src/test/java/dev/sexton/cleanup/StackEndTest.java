package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls at each depth of the stack from its very end to where there is room: what fails has done nothing. */
class StackEndTest {
    @ParameterizedTest
    @CsvSource({
        "-Xmixed, add",
        "-Xint, add",
        "-XX:TieredStopAtLevel=1, add",
        "-Xmixed, stop",
        "-Xint, stop",
        "-Xmixed, clean",
        "-Xint, clean",
        "-Xmixed, reclaim"
    })
    void whatFailsHasDoneNothing(String flag, String operation) {
        ChildJvm.Result result = ChildJvm.run(List.of(flag, "-XX:+UseSerialGC"), AtEachDepth.class, operation);
        assertThat(result.output()).contains("wrong: 0,");
        assertThat(result.exitCode()).isZero();
    }

    /** Also started by {@code verify}, which shows that a library with the mistake is found out. */
    static final class AtEachDepth {
        private static final int MOST = 60_000;

        private final CleanupRuntime runtime =
                CleanupRuntime.builder().name("deep").build();
        private static final AtomicIntegerArray RUNS = new AtomicIntegerArray(MOST);
        private final Cleanup[] cleanups = new Cleanup[MOST];
        private final Object[] objects = new Object[MOST];
        private final boolean[] done = new boolean[MOST];
        private int tried;
        private int succeeded;

        public static void main(String[] args) throws Exception {
            AtEachDepth all = new AtEachDepth();
            switch (args[0]) {
                case "add" -> all.check(100, all::add, id -> RUNS.get(id) == (all.done[id] ? 1 : 0));
                case "stop" -> all.withCleanups(100, all::stop, id -> RUNS.get(id) == (all.done[id] ? 0 : 1));
                case "clean" -> all.withCleanups(100, all::clean, id -> RUNS.get(id) == 1);
                default -> all.withCleanups(40, all::reclaim, id -> RUNS.get(id) == 1);
            }
        }

        private void withCleanups(int rounds, IntConsumer call, IntPredicate isRight) throws Exception {
            for (int id = 0; id < MOST; id++) {
                objects[id] = new Object();
                cleanups[id] = runtime.add(objects[id], AtEachDepth::count, id);
            }
            check(rounds, call, isRight);
        }

        private static void count(long id) {
            RUNS.incrementAndGet((int) id);
        }

        private void add(int id) {
            runtime.add(new Object(), AtEachDepth::count, id);
        }

        private void stop(int id) {
            cleanups[id].stop();
        }

        private void clean(int id) {
            cleanups[id].clean();
        }

        private void reclaim(int id) {
            objects[id] = null;
            try {
                runtime.reclaim(Duration.ofSeconds(10));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private void check(int rounds, IntConsumer call, IntPredicate isRight) throws Exception {
            attempt(call); // what is loaded at first use has been from now on
            for (int round = 0; round < rounds; round++) {
                Thread deep = new Thread(null, new Depths(() -> attempt(call), round), "deep", 256 * 1024);
                deep.start();
                deep.join();
            }
            report(isRight);
        }

        private void attempt(IntConsumer call) {
            int id = tried++;
            call.accept(id);
            done[id] = true;
            succeeded++;
        }

        private void report(IntPredicate isRight) throws Exception {
            Arrays.fill(objects, null);
            while (!runtime.reclaim(Duration.ofSeconds(30)) || runtime.stats().live() > 0) {
                System.out.println("waiting, " + runtime.stats());
            }
            int wrong = 0;
            for (int id = 0; id < tried; id++) {
                wrong += isRight.test(id) ? 0 : 1;
            }
            CleanupStats stats = runtime.stats();
            long expected = cleanups[0] == null ? succeeded : MOST;
            System.out.println("wrong: " + (wrong + Math.abs(stats.added() - expected)) + ", tried " + tried
                    + ", succeeded " + succeeded + ", " + stats);
            System.exit(succeeded > 0 && tried > succeeded ? 0 : 1);
        }
    }

    /** Goes to the end of the stack and makes the call in each frame on the way back, until it has succeeded three times. */
    private static final class Depths implements Runnable {
        private final Runnable call;
        private final int padding;
        private int toSucceed = 3;

        Depths(Runnable call, int padding) {
            this.call = call;
            this.padding = padding;
        }

        @Override
        public void run() {
            pad(padding, 1, 2);
        }

        /** Frames of another size, so that each round comes to the end at another place. */
        private long pad(int frames, int a, int b) {
            if (frames > 0) {
                return pad(frames - 1, b, a) + a;
            }
            try {
                descend();
            } catch (StackOverflowError expected) {
                // The way back.
            }
            return a;
        }

        @SuppressWarnings("InfiniteRecursion")
        private void descend() {
            try {
                descend();
            } catch (StackOverflowError end) {
                makeTheCall();
                throw end;
            }
        }

        private void makeTheCall() {
            if (toSucceed == 0) {
                return;
            }
            try {
                call.run();
                toSucceed--;
            } catch (StackOverflowError failed) {
                // As it should, here.
            }
        }
    }
}
