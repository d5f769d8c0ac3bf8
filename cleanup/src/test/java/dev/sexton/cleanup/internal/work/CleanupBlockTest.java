package dev.sexton.cleanup.internal.work;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.internal.slots.LongSpecial;
import dev.sexton.cleanup.internal.slots.Special;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
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
        for (int i = 0; i < block.size(); i++) {
            assertThat(block.hasRest()).isTrue();
            assertThat(block.claim()).isNotNull();
        }
        for (int i = 0; i < 100; i++) {
            assertThat(block.hasRest()).isFalse();
            assertThat(block.claim()).isNull();
        }
        assertThat(block.takeRest()).isNull();
    }

    /** Two workers and one who takes the rest, at the same time: each special goes to exactly one of them. */
    @Test
    void eachIsGivenOutOnceWhoeverAsks() throws Exception {
        for (int round = 0; round < 500; round++) {
            CleanupBlock contended = new CleanupBlock(CleanupBlock.LARGEST);
            for (int i = 0; i < CleanupBlock.LARGEST; i++) {
                contended.add(specials.get(0));
            }
            AtomicInteger given = new AtomicInteger();
            CyclicBarrier start = new CyclicBarrier(2);
            Thread other = new Thread(() -> {
                await(start);
                given.addAndGet(claimAll(contended).size());
            });
            other.start();
            await(start);
            for (int i = 0; i < CleanupBlock.LARGEST / 4 && contended.claim() != null; i++) {
                given.incrementAndGet();
            }
            CleanupBlock rest = contended.takeRest();
            given.addAndGet(rest == null ? 0 : claimAll(rest).size());
            other.join();
            assertThat(given).as("round %s", round).hasValue(CleanupBlock.LARGEST);
        }
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Special> claimAll(CleanupBlock block) {
        List<Special> claimed = new ArrayList<>();
        for (Special special; (special = block.claim()) != null; ) {
            claimed.add(special);
        }
        return claimed;
    }
}
