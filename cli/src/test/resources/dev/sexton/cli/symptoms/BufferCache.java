import java.nio.ByteBuffer;
import java.util.Map;
import java.util.WeakHashMap;

/** A slice of a direct buffer refers to the buffer, which is its key; the memory outside the heap is never freed. */
class BufferCache {
    static final Map<Object, ByteBuffer> HEADERS = new WeakHashMap<>();

    static final class Message {
        final ByteBuffer content;

        Message(int number) {
            content = ByteBuffer.allocateDirect(1_000_000).putInt(0, number);
        }

        ByteBuffer header() {
            return HEADERS.computeIfAbsent(content, key -> content.slice(0, 16));
        }
    }

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 5; i++) {
            new Message(i).header();
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {}
    }
}
