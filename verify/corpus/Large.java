import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a large heap and dumps it: {@code trees FILE} with few cleanups that can never run among many that can, {@code culprits FILE}
 * with very many that cannot.
 */
final class Large {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final List<Object> KEPT = new ArrayList<>();

    static final class Node {
        final Node left;
        final Node right;
        final int value;

        Node(Node left, Node right, int value) {
            this.left = left;
            this.right = right;
            this.value = value;
        }

        static Node tree(int depth) {
            return depth == 0 ? null : new Node(tree(depth - 1), tree(depth - 1), depth);
        }
    }

    static final class Buffer {
        final long address = System.nanoTime();

        Buffer(boolean mistaken) {
            long copy = address;
            CLEANER.register(this, mistaken ? () -> free(address) : () -> free(copy));
        }

        static void free(long address) {}
    }

    public static void main(String[] args) throws Exception {
        boolean trees = args[0].equals("trees");
        int cleanups = trees ? 1_000_000 : 400_000;
        int mistaken = trees ? 1_000 : cleanups;
        for (int i = 0; i < cleanups; i++) {
            Buffer buffer = new Buffer(i < mistaken);
            KEPT.add(i % 2 == 0 ? buffer : "");
        }
        Map<Integer, String> map = new HashMap<>();
        for (int i = 0; i < 1_000_000; i++) {
            map.put(i, "value " + i);
        }
        KEPT.add(map);
        for (int i = 0; i < (trees ? 48 : 20); i++) {
            KEPT.add(Node.tree(20));
        }
        new File(args[1]).delete();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[1], true);
        Reference.reachabilityFence(KEPT);
    }
}
