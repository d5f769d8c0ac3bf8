package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.coroutine.Coroutine;
import dev.sexton.coroutine.CoroutineCancelledException;
import dev.sexton.coroutine.OsThread;
import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Pull2;
import dev.sexton.coroutine.ThreadLockMismatchException;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Promises of the API that only its shape can keep. */
class ApiTest {
    @Test
    void nobodyElseMakesTheExceptionsOrObjectsOfTheApi() {
        for (Class<?> type : List.of(
                CoroutineCancelledException.class,
                ThreadLockMismatchException.class,
                Coroutine.class,
                Pull.class,
                Pull2.class,
                OsThread.class,
                OsThread.Scope.class)) {
            assertThat(Modifier.isFinal(type.getModifiers()))
                    .as("final: " + type)
                    .isTrue();
            assertThat(type.getConstructors()).as("public constructors").isEmpty();
        }
    }

    @Test
    void theBackendsPrintAsBefore() {
        assertThat(Coroutine.Backend.CONTINUATION).hasToString("continuation");
        assertThat(Coroutine.Backend.THREAD).hasToString("thread");
    }
}
