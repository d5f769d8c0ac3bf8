package dev.sexton.cleanup.internal.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.internal.CapturedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A place where a runtime is to be shown may be missing, refuse, or come later; the sweeper's thread hears nothing of it. */
class ManagementTest {
    private final CapturedLog log = new CapturedLog();
    private final List<String> events = new ArrayList<>();

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void aPlaceThatRefusesIsLoggedOnceAndTheOthersAreAskedAllTheSame() {
        Management management = new Management("refused", List.of(this::refusing, this::accepting));
        management.install();
        management.install();
        management.remove();
        assertThat(events).containsExactly("asked in vain", "shown", "removed");
        assertThat(log.records())
                .extracting(LogRecord::getMessage)
                .singleElement()
                .asString()
                .contains("refused");
    }

    @Test
    void aModuleThatIsMissingIsNotWorthAWord() {
        Management management = new Management("no module", List.of(this::unlinkable, this::accepting));
        management.install();
        management.install();
        assertThat(events).containsExactly("did not link", "shown");
        assertThat(log.records()).isEmpty();
    }

    @Test
    void aPlaceForWhichItIsTooEarlyIsAskedAgain() {
        Management management = new Management("early", List.of(() -> events.isEmpty() ? tooEarly() : accepting()));
        management.install();
        management.remove();
        assertThat(events).containsExactly("too early");
        management.install();
        assertThat(events).containsExactly("too early", "shown");
    }

    @Test
    void aRemovalThatFailsIsLoggedAndNotTriedAgain() {
        Management management = new Management("stays", List.of(this::keeping, this::accepting));
        management.install();
        management.remove();
        management.remove();
        assertThat(events).containsExactly("shown", "shown", "not removed", "removed");
        assertThat(log.records())
                .extracting(LogRecord::getMessage)
                .singleElement()
                .asString()
                .contains("stays");
    }

    private Runnable accepting() {
        events.add("shown");
        return () -> events.add("removed");
    }

    private Runnable keeping() {
        events.add("shown");
        return () -> {
            events.add("not removed");
            throw new IllegalStateException("expected");
        };
    }

    private Runnable refusing() {
        events.add("asked in vain");
        throw new IllegalStateException("expected");
    }

    private Runnable unlinkable() {
        events.add("did not link");
        throw new NoClassDefFoundError("expected");
    }

    private @Nullable Runnable tooEarly() {
        events.add("too early");
        return null;
    }
}
