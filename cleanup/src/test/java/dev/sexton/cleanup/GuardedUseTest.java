package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * That the body is fenced while it is used. The interpreter holds whatever its variables hold, so both methods are compiled before
 * their first call, in a JVM of their own.
 */
class GuardedUseTest {
    private static final String USE = "dev.sexton.cleanup.Guarded::use";
    private static final String TWIN = "dev.sexton.cleanup.GuardedUseTest$Unfenced::use";

    @Test
    void theBodyIsNotFinalizedWhileItIsUsed() {
        List<String> compiled = List.of(
                "-Xcomp",
                "-XX:-TieredCompilation",
                "-XX:CompileCommand=quiet",
                "-XX:CompileCommand=compileonly," + USE,
                "-XX:CompileCommand=compileonly," + TWIN);
        ChildJvm.Result result = ChildJvm.run(compiled, Uses.class);
        assertThat(result.output().lines())
                .containsExactly("fenced: finalized in use 0 times", "twin: finalized in use 1 times");
        assertThat(result.exitCode()).isZero();
    }

    /** The twin: {@link Guarded#use} without its fence. */
    private static final class Unfenced {
        static <T, R> R use(Guarded<T> handle, Function<? super T, ? extends R> function) {
            return function.apply(handle.get());
        }
    }

    static final class Uses {
        private static final AtomicInteger FINALIZED = new AtomicInteger();

        public static void main(String[] arguments) {
            int fenced = handle().use(body -> finalizedAfterCollections());
            System.out.println("fenced: finalized in use " + fenced + " times");
            Gc.until("the handle is lost", () -> FINALIZED.get() == 1);
            FINALIZED.set(0);
            int unfenced = Unfenced.use(handle(), body -> finalizedAfterCollections());
            System.out.println("twin: finalized in use " + unfenced + " times");
        }

        private static Guarded<Object> handle() {
            return Guarded.of(new Object(), body -> FINALIZED.incrementAndGet());
        }

        /** Runs inside use. */
        private static int finalizedAfterCollections() {
            try {
                assertThat(Cleanups.runtime().reclaim(Duration.ofMinutes(1))).isTrue();
                return FINALIZED.get();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
