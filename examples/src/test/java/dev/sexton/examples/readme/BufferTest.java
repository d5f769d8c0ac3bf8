package dev.sexton.examples.readme;

import static dev.sexton.junit.Reachability.assertCollectable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.junit.CleanupExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CleanupExtension.class)
class BufferTest {
    @Test
    void isAllocated() {
        try (NativeBuffer buffer = new NativeBuffer()) { // the test would fail if this were not closed
            assertThat(buffer).isNotNull();
        }
    }

    @Test
    void isNotKept() throws Exception {
        assertCollectable(() -> {
            NativeBuffer buffer = new NativeBuffer();
            buffer.close();
            return buffer;
        });
    }
}
