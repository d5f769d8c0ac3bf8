package dev.sexton.foreign.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@link SegmentLife} takes for granted about the JDK. */
class SegmentLifeTest {
    @Test
    void eachKindOfScopeHasAClassOfItsOwn() {
        try (Arena confined = Arena.ofConfined();
                Arena shared = Arena.ofShared()) {
            assertThat(Stream.of(
                            Arena.ofAuto().scope(),
                            Arena.global().scope(),
                            MemorySegment.ofArray(new byte[0]).scope(),
                            confined.scope(),
                            shared.scope()))
                    .extracting(Object::getClass)
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void bothWaysToAnAutomaticScopeLeadToTheSameObject() {
        Arena arena = Arena.ofAuto();
        MemorySegment segment = arena.allocate(8);
        assertThat(segment.scope()).isSameAs(arena.scope());
        assertThat(segment.asSlice(4).asReadOnly().scope()).isSameAs(arena.scope());
        assertThat(MemorySegment.ofBuffer(segment.asByteBuffer()).scope()).isSameAs(arena.scope());
    }

    @Test
    void scopesOverTheSameArrayAreEqualButNotTheSame() {
        byte[] array = new byte[8];
        MemorySegment.Scope scope = MemorySegment.ofArray(array).scope();
        assertThat(MemorySegment.ofArray(array).scope()).isEqualTo(scope).isNotSameAs(scope);
        assertThat(MemorySegment.ofBuffer(ByteBuffer.wrap(array)).scope()).isEqualTo(scope);
        assertThat(MemorySegment.ofArray(new byte[8]).scope()).isNotEqualTo(scope);
        assertThat(scope).isNotEqualTo(Arena.global().scope());
    }
}
