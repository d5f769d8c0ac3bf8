package dev.sexton.cleanup.internal.work;

import static dev.sexton.cleanup.internal.EngineFixture.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.internal.EngineFixture;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ParkerTest {
    private final Parker parker = new Parker();

    @Test
    void aPermitThatIsThereAlreadyIsUsedUp() {
        parker.unpark();
        assertThat(parker.park(0)).isTrue();
        assertThat(parker.park(0)).isFalse();
    }

    @Test
    void withoutAPermitItEndsWithTheTime() {
        assertThat(parker.park(1)).isFalse();
    }

    /** An interrupt is not meant for a worker. */
    @Test
    void itWaitsForAPermitAndForNothingElse() throws Exception {
        CompletableFuture<Boolean> result = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread sleeper = new Thread(() -> {
            result.complete(parker.park(MINUTE));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        sleeper.start();
        untilAsleep(sleeper, result);
        sleeper.interrupt();
        EngineFixture.until("the interrupt was taken", () -> !sleeper.isInterrupted());
        untilAsleep(sleeper, result);
        parker.unpark();
        assertThat(result.get()).isTrue();
        assertThat(interrupted.get()).isFalse();
    }

    private static void untilAsleep(Thread sleeper, CompletableFuture<Boolean> result) throws InterruptedException {
        EngineFixture.until("it sleeps", () -> sleeper.getState() == Thread.State.TIMED_WAITING || result.isDone());
        assertThat(result.isDone()).as("before there was a permit").isFalse();
    }
}
