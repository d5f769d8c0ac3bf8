package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sexton.cleanup.Cleanups;
import dev.sexton.coroutine.Pull;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OutsideTest {
    @Test
    void aForgottenHandleIsReleased() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        new Handle(released);
        for (int i = 0; i < 100 && released.getCount() > 0; i++) {
            Cleanups.runtime().reclaim(Duration.ofSeconds(1));
        }
        assertTrue(released.await(1, TimeUnit.SECONDS));
    }

    @Test
    void wordsArePulled() {
        try (Pull<String> pull = Pull.of(Words.all(List.of("a", "b")))) {
            assertTrue(pull.advance());
            assertEquals("a", pull.value());
            assertTrue(pull.advance());
            assertEquals("b", pull.value());
            assertFalse(pull.advance());
        }
    }

    @Test
    void theJarsAreNamedModules() {
        assertEquals("dev.sexton.cleanup", Cleanups.class.getModule().getName());
        assertEquals("dev.sexton.coroutine", Pull.class.getModule().getName());
    }
}
