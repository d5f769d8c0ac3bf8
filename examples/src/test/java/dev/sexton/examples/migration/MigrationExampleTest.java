package dev.sexton.examples.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.examples.Output;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MigrationExampleTest {
    @Test
    @Timeout(120)
    void theExample() throws Exception {
        assertThat(Output.of(MigrationExample::main))
                .containsExactly(
                        "before, closed: gone",
                        "before, forgotten: gone",
                        "after, closed: gone",
                        "after, forgotten: gone",
                        "after, released: there");
    }
}
