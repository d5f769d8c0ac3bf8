package dev.sexton.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildTest {
    private final List<String> figures = new ArrayList<>();

    @Test
    void takesFiguresAndLeavesOtherLinesAlone() throws Exception {
        run("printf 'noise\\nfigure\\t1 thread\\tGo\\t12.5\\n'");

        assertThat(figures).containsExactly("1 thread, Go: 12.5");
    }

    @Test
    void aFailureTellsWhatTheProcessSaidLast() {
        assertThatThrownBy(() -> run("echo 'java.lang.OutOfMemoryError'; exit 3"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has failed")
                .hasMessageContaining("java.lang.OutOfMemoryError");
    }

    private void run(String script) throws Exception {
        Child.run(
                List.of("sh", "-c", script),
                (setting, rival, value) -> figures.add(setting + ", " + rival + ": " + value));
    }
}
