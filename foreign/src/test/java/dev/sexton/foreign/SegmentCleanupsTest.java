package dev.sexton.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.Cleanups;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * With the JVM's own collector. That a cleanup has <em>not</em> run is known from a witness: a cleanup on garbage, in the same
 * runtime, that a sweep after the same collection has found.
 */
class SegmentCleanupsTest {
    private final CleanupRuntime runtime =
            CleanupRuntime.builder().name("segments").build();
    private final ConcurrentLinkedQueue<String> ran = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        runtime.close();
    }

    /** Go's TestCleanupInteriorPointer: three pointers into one allocation, a cleanup on each, none before the last is gone. */
    @Test
    void threeSlicesThreeCleanups() throws Exception {
        MemorySegment[] slices = threeSlicesWithACleanupEach();
        slices[0] = null;
        slices[2] = null;
        reclaim();
        assertThat(ran).as("one slice is in use").isEmpty();
        assertThat(slices[1].byteSize()).isEqualTo(8);
        slices[1] = null;
        reclaim();
        assertThat(ran).containsExactlyInAnyOrder("0", "1", "2");
    }

    private MemorySegment[] threeSlicesWithACleanupEach() {
        MemorySegment whole = Arena.ofAuto().allocate(24);
        MemorySegment[] slices = new MemorySegment[3];
        for (int i = 0; i < 3; i++) {
            slices[i] = whole.asSlice(8L * i, 8);
            SegmentCleanups.add(runtime, slices[i], ran::add, String.valueOf(i));
        }
        return slices;
    }

    @Test
    void theArenaKeepsItsSegments() throws Exception {
        assertRunsOnceItIsGone(() -> {
            Arena arena = Arena.ofAuto();
            onDeathOf(arena.allocate(8));
            return arena;
        });
    }

    @Test
    void aReinterpretedSegmentKeepsToItsNewArena() throws Exception {
        assertRunsOnceItIsGone(() -> {
            MemorySegment segment = ofAnAddress(Arena.ofAuto());
            onDeathOf(segment);
            return segment;
        });
    }

    @SuppressWarnings("restricted") // nothing is read or written
    private static MemorySegment ofAnAddress(Arena arena) {
        return MemorySegment.ofAddress(4096).reinterpret(8, arena, null);
    }

    @Test
    void aReadOnlyViewAndABufferKeepTheMemory() throws Exception {
        assertRunsOnceItIsGone(() -> {
            MemorySegment segment = Arena.ofAuto().allocate(8);
            onDeathOf(segment.asReadOnly());
            return segment.asByteBuffer();
        });
    }

    @Test
    void aMappedFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "content");
        assertRunsOnceItIsGone(() -> {
            try (FileChannel channel = FileChannel.open(file)) {
                MemorySegment mapped = channel.map(MapMode.READ_ONLY, 0, 4, Arena.ofAuto());
                onDeathOf(mapped);
                return mapped;
            }
        });
    }

    /** Each segment over an array has a scope of its own, and dies while the memory is in use. */
    @Test
    void aHeapSegmentKeepsToItsArray() throws Exception {
        assertRunsOnceItIsGone(() -> {
            byte[] array = new byte[8];
            onDeathOf(MemorySegment.ofArray(array).asSlice(2));
            return array;
        });
    }

    @Test
    void aWrappingBufferKeepsToItsArray() throws Exception {
        assertRunsOnceItIsGone(() -> {
            byte[] array = new byte[8];
            onDeathOf(MemorySegment.ofBuffer(ByteBuffer.wrap(array, 2, 3)));
            return array;
        });
    }

    private void onDeathOf(MemorySegment segment) {
        SegmentCleanups.add(runtime, segment, ran::add, "ran");
    }

    /** @param registration adds a cleanup and returns the last thing that keeps the memory in reach */
    private void assertRunsOnceItIsGone(Callable<Object> registration) throws Exception {
        Object[] last = {registration.call()};
        reclaim();
        assertThat(ran).as("still in use").isEmpty();
        Reference.reachabilityFence(last[0]);
        last[0] = null;
        reclaim();
        assertThat(ran).containsExactly("ran");
    }

    @Test
    void allFormsInTheSharedRuntime() throws Exception {
        allForms(Arena.ofAuto().allocate(8));
        while (ran.size() < 3) {
            assertThat(Cleanups.runtime().reclaim(Duration.ofMinutes(1))).isTrue();
        }
        assertThat(ran).containsExactlyInAnyOrder("argument", "7", "no argument");
    }

    private void allForms(MemorySegment segment) {
        SegmentCleanups.add(segment, ran::add, "argument");
        SegmentCleanups.add(segment, number -> ran.add(String.valueOf(number)), 7L);
        SegmentCleanups.add(segment, () -> ran.add("no argument"));
    }

    @Test
    void allFormsInARuntimeOfOnesOwn() throws Exception {
        SegmentCleanups.add(runtime, garbage(), ran::add, "argument");
        SegmentCleanups.add(runtime, garbage(), number -> ran.add(String.valueOf(number)), 7L);
        SegmentCleanups.add(runtime, garbage(), () -> ran.add("no argument"));
        reclaim();
        assertThat(ran).containsExactlyInAnyOrder("argument", "7", "no argument");
    }

    private static MemorySegment garbage() {
        return Arena.ofAuto().allocate(8);
    }

    @Test
    void aHandleStopsAndCleans() {
        MemorySegment segment = Arena.ofAuto().allocate(8);
        Cleanup stopped = SegmentCleanups.add(runtime, segment, ran::add, "stopped");
        Cleanup cleaned = SegmentCleanups.add(runtime, segment, ran::add, "cleaned");
        assertThat(stopped.stop()).isTrue();
        stopped.clean();
        cleaned.clean();
        cleaned.clean();
        assertThat(ran).containsExactly("cleaned");
        Reference.reachabilityFence(segment);
    }

    @Test
    void memoryThatIsNeverFreedIsNotRecorded() {
        for (MemorySegment segment :
                List.of(Arena.global().allocate(8), MemorySegment.NULL, MemorySegment.ofAddress(4096))) {
            SegmentCleanups.add(runtime, segment, ran::add, "argument");
            SegmentCleanups.add(runtime, segment, number -> ran.add("long"), 7L);
            // Its captures do not matter: nothing holds the action but the handle.
            SegmentCleanups.add(runtime, segment, () -> ran.add("of " + segment));
        }
        assertThat(runtime.stats().added()).isZero();
        assertThat(ran).isEmpty();
    }

    @Test
    void theHandleOfMemoryThatIsNeverFreedWorksByHand() {
        MemorySegment segment = Arena.global().allocate(8);
        Cleanup stopped = SegmentCleanups.add(runtime, segment, ran::add, "stopped");
        assertThat(stopped.stop()).isTrue();
        assertThat(stopped.stop()).isFalse();
        stopped.clean();
        Cleanup cleaned = SegmentCleanups.add(runtime, segment, number -> ran.add(String.valueOf(number)), 7L);
        cleaned.clean();
        cleaned.clean();
        assertThat(cleaned.stop()).isFalse();
        assertThat(ran).containsExactly("7");
    }

    @Test
    void arenasThatAreClosedByHandAreRejected() {
        for (Arena arena : List.of(Arena.ofConfined(), Arena.ofShared())) {
            MemorySegment segment = arena.allocate(8);
            assertFreedByHand(segment);
            assertFreedByHand(segment.asSlice(4).asReadOnly());
            assertFreedByHand(ofAnAddress(arena));
            assertFreedByHand(MemorySegment.ofBuffer(segment.asByteBuffer()));
            arena.close();
            assertFreedByHand(segment);
        }
    }

    private void assertFreedByHand(MemorySegment segment) {
        assertRejected(
                () -> SegmentCleanups.add(runtime, segment, ran::add, "ran"),
                "confined or shared arena",
                "freed by hand",
                "or never",
                "where the arena is closed",
                "Arena.ofAuto()");
    }

    @Test
    void segmentsThatHideTheirOwnerAreRejected(@TempDir Path directory) throws Exception {
        byte[] array = new byte[8];
        assertHidden(MemorySegment.ofArray(array).asReadOnly());
        assertHidden(MemorySegment.ofBuffer(ByteBuffer.wrap(array).asReadOnlyBuffer()));
        assertHidden(MemorySegment.ofBuffer(ByteBuffer.allocateDirect(8)));
        assertHidden(MemorySegment.ofBuffer(CharBuffer.wrap(new char[3]).asReadOnlyBuffer()));
        Path file = Files.writeString(directory.resolve("file"), "content");
        try (FileChannel channel = FileChannel.open(file)) {
            assertHidden(MemorySegment.ofBuffer(channel.map(MapMode.READ_ONLY, 0, 4)));
        }
    }

    private void assertHidden(MemorySegment segment) {
        assertRejected(
                () -> SegmentCleanups.add(runtime, segment, ran::add, "ran"),
                "belongs to an array or buffer",
                "while the memory is in use",
                "Cleanups.add");
    }

    @Test
    void whatReachesTheSegmentIsRejected() {
        MemorySegment segment = Arena.ofAuto().allocate(8);
        MemorySegment slice = segment.asSlice(4);
        ByteBuffer buffer = slice.asByteBuffer();
        assertCaptured(segment, () -> use(segment));
        assertCaptured(segment, () -> use(slice));
        assertCaptured(slice, () -> use(segment));
        assertCaptured(segment, () -> use(buffer));
        assertCaptured(segment, () -> use(buffer.asLongBuffer()));
        CharBuffer characters = buffer.asCharBuffer();
        assertCaptured(segment, () -> use(characters));
        assertCaptured(segment, () -> use(characters.asReadOnlyBuffer().slice()));
        assertCaptured(segment, () -> use(segment.scope()));
        Runnable inner = () -> use(slice);
        assertCaptured(segment, () -> inner.run());
    }

    @Test
    void whatReachesTheArenaIsRejected() {
        Arena arena = Arena.ofAuto();
        assertCaptured(arena.allocate(8), () -> use(arena));
    }

    @Test
    void charBuffersOverTheArrayAreCaptures() {
        char[] array = new char[8];
        MemorySegment segment = MemorySegment.ofArray(array);
        CharBuffer wrapping = CharBuffer.wrap(array);
        assertCaptured(segment, () -> use(wrapping));
        CharBuffer readOnly = wrapping.asReadOnlyBuffer();
        assertCaptured(segment, () -> use(readOnly));
    }

    @Test
    void anArenaThatHidesItsScopeIsRejected() {
        MemorySegment segment = Arena.ofAuto().allocate(8);
        for (Arena arena : List.of(new Scopeless(null), new Scopeless(new IllegalStateException("no scope")))) {
            assertRejected(
                    () -> SegmentCleanups.add(runtime, segment, SegmentCleanupsTest::use, arena),
                    "does not say which scope",
                    Scopeless.class.getName(),
                    "would never run");
            assertRejected(() -> SegmentCleanups.add(runtime, segment, () -> use(arena)), "does not say which scope");
        }
    }

    private record Scopeless(RuntimeException failure) implements Arena {
        @Override
        public MemorySegment.Scope scope() {
            if (failure != null) {
                throw failure;
            }
            return null;
        }

        @Override
        public MemorySegment allocate(long bytes, long alignment) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    @Test
    void aClosedRuntimeRefusesAllSegments() {
        runtime.close();
        for (MemorySegment segment : List.of(
                Arena.global().allocate(8),
                MemorySegment.NULL,
                Arena.ofAuto().allocate(8),
                MemorySegment.ofArray(new byte[8]))) {
            for (ThrowingCallable add : List.<ThrowingCallable>of(
                    () -> SegmentCleanups.add(runtime, segment, ran::add, "ran"),
                    () -> SegmentCleanups.add(runtime, segment, number -> {}, 7L),
                    () -> SegmentCleanups.add(runtime, segment, () -> {}))) {
                assertThatThrownBy(add)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("is closed");
            }
        }
    }

    @Test
    void cleanupsAddPointsToThisClass() {
        MemorySegment segment = Arena.ofAuto().allocate(8);
        for (Object object :
                List.of(segment, segment.asSlice(2), Arena.global().allocate(1), MemorySegment.ofArray(new int[1]))) {
            assertThatThrownBy(() -> runtime.add(object, () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no identity")
                    .hasMessageContaining("SegmentCleanups.add");
        }
        for (Object object : List.of(
                ValueLayout.JAVA_INT,
                MemoryLayout.structLayout(ValueLayout.JAVA_INT),
                MemoryLayout.paddingLayout(4),
                FunctionDescriptor.ofVoid(),
                Linker.nativeLinker())) {
            assertThatThrownBy(() -> runtime.add(object, () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no identity");
        }
    }

    @Test
    void whatReachesTheArrayIsRejected() {
        byte[] array = new byte[8];
        MemorySegment segment = MemorySegment.ofArray(array);
        assertCaptured(segment, () -> use(array));
        assertCaptured(segment, () -> use(segment));
        assertCaptured(segment, () -> use(MemorySegment.ofArray(array).asReadOnly()));
        ByteBuffer wrapping = ByteBuffer.wrap(array).asReadOnlyBuffer();
        assertCaptured(segment, () -> use(wrapping));
    }

    @Test
    void anArgumentThatReachesTheSegmentIsRejected() {
        MemorySegment segment = Arena.ofAuto().allocate(8);
        Consumer<Object> use = SegmentCleanupsTest::use;
        record Pair(String name, MemorySegment memory) {}
        assertNeverRuns(() -> SegmentCleanups.add(runtime, segment, use, segment), "the argument");
        assertNeverRuns(() -> SegmentCleanups.add(runtime, segment, use, segment.asSlice(4)), "the argument");
        assertNeverRuns(() -> SegmentCleanups.add(runtime, segment, use, segment.asByteBuffer()), "the argument");
        assertNeverRuns(() -> SegmentCleanups.add(runtime, segment, use, new Pair("x", segment)), "by argument.memory");
        byte[] array = new byte[8];
        assertNeverRuns(() -> SegmentCleanups.add(runtime, MemorySegment.ofArray(array), use, array), "the argument");
        assertNeverRuns(() -> SegmentCleanups.add(runtime, segment, number -> use(segment), 7L), "by action.arg$1");
    }

    @Test
    void otherMemoryIsLetThrough() {
        MemorySegment segment = Arena.ofAuto().allocate(8);
        MemorySegment other = Arena.ofAuto().allocate(8);
        CharBuffer text = CharBuffer.wrap("text");
        byte[] array = new byte[8];
        assertThatCode(() -> {
                    SegmentCleanups.add(runtime, segment, () -> use(other));
                    SegmentCleanups.add(runtime, segment, () -> use(text));
                    SegmentCleanups.add(runtime, segment, SegmentCleanupsTest::use, MemorySegment.NULL);
                    SegmentCleanups.add(runtime, segment, SegmentCleanupsTest::use, null);
                    SegmentCleanups.add(
                            runtime, MemorySegment.ofArray(array), () -> use(MemorySegment.ofArray(new byte[8])));
                    SegmentCleanups.add(runtime, segment, use -> {}, Arena.ofConfined());
                })
                .doesNotThrowAnyException();
        assertThat(runtime.stats().live()).isEqualTo(6);
        Reference.reachabilityFence(segment);
        Reference.reachabilityFence(array);
    }

    private void assertCaptured(MemorySegment segment, Runnable action) {
        assertNeverRuns(() -> SegmentCleanups.add(runtime, segment, action), "by action.arg$1");
    }

    private void assertNeverRuns(ThrowingCallable add, String how) {
        assertRejected(add, "The cleanup would never run", how, "static method");
    }

    private void assertRejected(ThrowingCallable add, String... messages) {
        assertThatThrownBy(add).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(messages);
        assertThat(runtime.stats().added()).as("nothing was recorded").isZero();
    }

    private static void use(Object captured) {
        assertThat(captured).isNotNull();
    }

    @Test
    void nullsAreRejected() {
        for (MemorySegment segment :
                List.of(Arena.ofAuto().allocate(8), Arena.global().allocate(8), MemorySegment.ofArray(new byte[8]))) {
            assertThatThrownBy(() -> SegmentCleanups.add(null, () -> {}))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("segment is null");
            assertThatThrownBy(() -> SegmentCleanups.add(segment, (Runnable) null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("action is null");
            assertThatThrownBy(() -> SegmentCleanups.add((CleanupRuntime) null, segment, () -> {}))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessageContaining("runtime");
        }
    }

    @Test
    void aFailureNamesTheLineThatRegisteredIt() throws Exception {
        ConcurrentLinkedQueue<String> failed = new ConcurrentLinkedQueue<>();
        try (CleanupRuntime tracking = CleanupRuntime.builder()
                .trackSites()
                .failureHandler((cleanup, failure) -> failed.add(cleanup.toString()))
                .build()) {
            SegmentCleanups.add(tracking, garbage(), () -> {
                throw new IllegalStateException();
            });
            assertThat(tracking.reclaim(Duration.ofMinutes(1))).isTrue();
        }
        assertThat(failed).singleElement().asString().contains("registered at " + SegmentCleanupsTest.class.getName());
    }

    /** Collects, and shows by a witness that the sweep has found what is dead. */
    private void reclaim() throws InterruptedException {
        long swept = runtime.stats().queued();
        addWitness();
        while (runtime.stats().queued() == swept) {
            assertThat(runtime.reclaim(Duration.ofMinutes(1))).isTrue();
        }
        assertThat(runtime.awaitIdle(Duration.ofMinutes(1))).isTrue();
    }

    private void addWitness() {
        runtime.add(new Object(), () -> {});
    }
}
