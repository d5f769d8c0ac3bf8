package dev.sexton.cleanup.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CleanupBlockTest {
    private final List<Special> specials = new ArrayList<>();
    private final CleanupBlock block = new CleanupBlock(10);

    CleanupBlockTest() {
        for (int i = 0; i < 10; i++) {
            Special special = new LongSpecial(new Object(), argument -> {}, i);
            specials.add(special);
            assertThat(block.add(special)).as("full with the tenth").isEqualTo(i == 9);
        }
    }

    @Test
    void givesOutEachOnceAndInOrder() {
        assertThat(claimAll(block)).containsExactlyElementsOf(specials);
        assertThat(block.hasRest()).isFalse();
        assertThat(block.claim()).isNull();
    }

    @Test
    void theRestIsWhatWasNotGivenOut() {
        block.claim();
        block.claim();
        CleanupBlock rest = block.takeRest();
        assertThat(block.claim()).as("for the stuck worker, when it comes back").isNull();
        assertThat(block.takeRest()).isNull();
        assertThat(claimAll(rest)).containsExactlyElementsOf(specials.subList(2, 10));
    }

    @Test
    void anExhaustedBlockHasNoRestHoweverOftenItWasAsked() {
        claimAll(block);
        for (int i = 0; i < 100; i++) {
            assertThat(block.claim()).isNull();
        }
        assertThat(block.takeRest()).isNull();
    }

    private static List<Special> claimAll(CleanupBlock block) {
        List<Special> claimed = new ArrayList<>();
        for (Special special; (special = block.claim()) != null; ) {
            claimed.add(special);
        }
        return claimed;
    }
}
