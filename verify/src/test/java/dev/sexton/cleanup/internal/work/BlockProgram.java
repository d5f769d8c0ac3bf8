package dev.sexton.cleanup.internal.work;

import dev.sexton.cleanup.internal.slots.LongSpecial;
import dev.sexton.cleanup.internal.slots.Special;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A worker that claims the specials of a block one by one, while the watch takes the rest away, twice. */
public final class BlockProgram {
    private static final int SIZE = 3;

    private final CleanupBlock block = new CleanupBlock(SIZE);
    private final List<Special> all = new ArrayList<>();

    public BlockProgram() {
        for (int i = 0; i < SIZE; i++) {
            Special special = new LongSpecial(this, argument -> {}, i);
            block.add(special);
            all.add(special);
        }
    }

    public void run() throws InterruptedException {
        List<Special> claimed = new ArrayList<>();
        List<Special> taken = new ArrayList<>();
        Thread worker = new Thread(() -> claimAll(block, claimed));
        Thread watch = new Thread(() -> {
            claimAll(block.takeRest(), taken);
            claimAll(block.takeRest(), taken);
        });
        worker.start();
        watch.start();
        worker.join();
        watch.join();
        claimed.addAll(taken);
        if (claimed.size() != SIZE || !claimed.containsAll(all)) {
            throw new AssertionError("given out: " + claimed.size() + " of " + SIZE);
        }
    }

    private static void claimAll(@Nullable CleanupBlock block, List<Special> to) {
        if (block != null) {
            for (Special special; (special = block.claim()) != null; ) {
                to.add(special);
            }
        }
    }
}
