package dev.sexton.examples.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.CleanupStats;
import dev.sexton.cleanup.Cleanups;
import dev.sexton.coroutine.Seq;
import dev.sexton.examples.readme.Tree.Node;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** README's snippets do what README says. */
class SnippetsTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Test
    void aBufferIsFreedByCloseOrByItself() throws Exception {
        new NativeBuffer().close();
        assertThat(NativeBuffer.ALLOCATED).hasValue(0);
        forgetABuffer();
        assertThat(NativeBuffer.ALLOCATED).hasValue(1);
        while (NativeBuffer.ALLOCATED.get() != 0) {
            assertThat(Cleanups.runtime().reclaim(LIMIT)).isTrue();
        }
    }

    private static void forgetABuffer() {
        new NativeBuffer();
    }

    @Test
    void aBufferIsReadWhileItIsReachable() {
        try (NativeBuffer buffer = new NativeBuffer()) {
            assertThat(buffer.first()).isEqualTo(7);
        }
    }

    @Test
    void aTreeIsWalkedInOrder() {
        Node root = new Node(new Node(null, "a", new Node(null, "b", null)), "c", new Node(null, "d", null));
        assertThat(new Tree(root).printAll()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void cleanups() throws Exception {
        UsingCleanups using = new UsingCleanups();
        assertThat(using.clean()).containsExactly(4711L);
        assertThat(using.stop()).isTrue();
        assertThat(UsingCleanups.reclaim()).isTrue();
        CleanupStats stats = using.ownRuntime();
        assertThat(stats.failed()).isEqualTo(1);
        assertThat(using.events).containsExactly("false as planned");
    }

    @Test
    void metrics() {
        assertThat(UsingCleanups.metrics().find("sexton.cleanups.live").gauge()).isNotNull();
    }

    @Test
    void segments() throws Exception {
        UsingCleanups using = new UsingCleanups();
        MemorySegment[] slice = {using.segment()};
        assertThat(Cleanups.runtime().reclaim(LIMIT)).isTrue();
        assertThat(using.events).containsExactly("registered 1048576");
        Reference.reachabilityFence(slice[0]);
        slice[0] = null;
        while (using.events.size() < 2) {
            assertThat(Cleanups.runtime().reclaim(LIMIT)).isTrue();
        }
        assertThat(using.events).containsExactly("registered 1048576", "unregistered 7");
    }

    @Test
    void pulls() {
        List<String> values = List.of("a", "b", "c");
        Seq<String> seq = out -> {
            for (String value : values) {
                if (!out.yield(value)) {
                    return;
                }
            }
        };
        assertThat(UsingCoroutines.takeAll(
                        seq, Stream.of("abc").flatMap(s -> s.chars().mapToObj(Character::toString))))
                .hasSize(5)
                .allSatisfy(taken -> assertThat(taken).isEqualTo(values));
    }

    @Test
    void delegation() {
        Node root = new Node(new Node(null, "a", new Node(null, "b", null)), "c", new Node(null, "d", null));
        assertThat(new Delegating().namesInOrder(root))
                .containsExactly("a", "b", "c", "d", "a", "b", "c", "d", "a", "b", "c", "d");
    }

    @Test
    void combinators() {
        Seq<String> yesterday = Seq.of("1 ERROR", "3 fine", "5 ERROR");
        Seq<String> today = Seq.of("2 ERROR", "4 ERROR", "6 ERROR");
        Seq<Integer> numbers = Seq.of(Stream.iterate(1, i -> i + 1));
        assertThat(Combining.report(today, yesterday, numbers).stream())
                .containsExactly(
                        List.of("1: 1 ERROR", "2: 2 ERROR", "3: 4 ERROR", "4: 5 ERROR"), List.of("5: 6 ERROR"));
    }

    @Test
    void coroutines() {
        assertThat(UsingCoroutines.bothDirections()).containsExactly("first 0", "then 1");
    }

    @Test
    void osThreads() throws Throwable {
        MethodHandle length =
                MethodHandles.lookup().findVirtual(String.class, "length", MethodType.methodType(int.class));
        assertThat((int) UsingCoroutines.locked(length).invokeExact("four")).isEqualTo(4);
    }
}
