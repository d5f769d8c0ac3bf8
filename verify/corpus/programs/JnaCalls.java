// needs net.java.dev.jna:jna:5.19.1
// jvm --enable-native-access=ALL-UNNAMED
import com.sun.jna.Callback;
import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.internal.Cleaner;

/** Calls the C library, with memory and callbacks. Planted: 10 buffers whose cleanup is their own method. */
final class JnaCalls {
    interface Comparison extends Callback {
        int compare(Pointer one, Pointer other);
    }

    interface C extends Library {
        C INSTANCE = Native.load("c", C.class);

        void qsort(Pointer base, long count, long size, Comparison comparison);

        long strlen(String text);
    }

    static final class Buffer {
        final Memory memory = new Memory(100);

        void register() {
            Cleaner.getCleaner().register(this, this::free);
        }

        void free() {
            memory.close();
        }
    }

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 100; i++) {
            Memory memory = new Memory(40);
            memory.write(0, new int[] {5, 3, 9, 1, 7, 2, 8, 6, 4, 0}, 0, 10);
            C.INSTANCE.qsort(memory, 10, 4, (one, other) -> Integer.compare(one.getInt(0), other.getInt(0)));
            if (memory.getInt(36) != 9 || C.INSTANCE.strlen("hello") != 5) {
                throw new AssertionError("not sorted");
            }
            Buffer buffer = new Buffer();
            if (i < 10) {
                buffer.register();
            }
        }
        Comparison kept = (one, other) -> 0;
        Memory memory = new Memory(8);
        C.INSTANCE.qsort(memory, 2, 4, kept);
        Dump.to(args[0], kept, memory);
    }
}
