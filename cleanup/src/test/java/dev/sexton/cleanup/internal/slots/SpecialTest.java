package dev.sexton.cleanup.internal.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.internal.EngineFixture;
import dev.sexton.cleanup.internal.gc.FakeCycle;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A handle is a reference, and so has the methods of one; none of them may make the object seem dead, or give it away. */
class SpecialTest {
    private final Object alive = new Object();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void theMethodsOfAReferenceAreRefusedAndChangeNothing() throws Exception {
        FakeCycle cycle = new FakeCycle();
        var engine = EngineFixture.engine(EngineFixture.settings(), cycle);
        Cleanup cleanup = engine.add(alive, AtomicInteger::incrementAndGet, runs);
        Reference<?> reference = (Reference<?>) cleanup;
        assertRefused(reference::clear);
        assertRefused(reference::enqueue);
        assertRefused(reference::get);

        assertThat(engine.reclaim(EngineFixture.MINUTE)).isTrue();
        assertThat(runs).hasValue(0);
        assertThat(cleanup.stop()).isTrue();
        engine.close();
    }

    /** The twin: a reference that was cleared counts as dead. */
    @Test
    void clearedItWouldSeemDead() throws Exception {
        var engine = EngineFixture.engine(EngineFixture.settings(), new FakeCycle());
        Cleanup cleanup = engine.add(alive, AtomicInteger::incrementAndGet, runs);
        FakeCycle.kill(cleanup);
        assertThat(engine.reclaim(EngineFixture.MINUTE)).isTrue();
        assertThat(runs).hasValue(1);
        engine.close();
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("stop()")
                .hasMessageContaining("clean()");
    }
}
