import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;

/** Runs from its source, on any JDK from 17 on: leaks 3 objects, will leak 2 more, says so, and waits for its input to end. */
class Patient {
    static final Cleaner CLEANER = Cleaner.create();
    static final List<Object> KEPT = new ArrayList<>();

    static final class Buffer {
        final long address = System.nanoTime();

        Buffer(boolean mistaken) {
            long copy = address;
            CLEANER.register(this, mistaken ? () -> free(address) : () -> free(copy));
        }

        static void free(long address) {}
    }

    public static void main(String[] args) throws Exception {
        boolean mistaken = args.length == 0;
        for (int i = 0; i < 5; i++) {
            Buffer buffer = new Buffer(mistaken);
            KEPT.add(i < 3 ? "" : buffer);
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {}
    }
}
