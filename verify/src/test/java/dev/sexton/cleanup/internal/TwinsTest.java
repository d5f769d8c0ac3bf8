package dev.sexton.cleanup.internal;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.verify.StressTest;
import dev.sexton.verify.Twin;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The twins are still bugs of today's engine: so whoever changes it learns within seconds which of them to think about again. */
class TwinsTest {
    @ParameterizedTest
    @EnumSource
    void compile(InterleavingsTest.Bug bug, @TempDir Path directory) throws Exception {
        InterleavingsTest.compile(bug.twins(), directory);
    }

    @ParameterizedTest
    @EnumSource
    void compile(StressTest.Bug bug, @TempDir Path directory) throws Exception {
        bug.twin().compile(directory);
    }

    @Test
    void oneThatDoesNotIsFoundOut(@TempDir Path directory) {
        Twin gone = new Twin("of a place that is gone", "Pass.java", "while (it.isLongGone())", "while (true)");
        assertThatThrownBy(() -> gone.compile(directory)).hasMessageContaining("no longer applies");
        Twin unreachable = new Twin(
                "of dead code", "Pass.java", "for (Span span : pool.heldSpans(feed)) {", "while (false) { Span span;");
        assertThatThrownBy(() -> unreachable.compile(directory)).hasMessageContaining("does not compile");
    }
}
