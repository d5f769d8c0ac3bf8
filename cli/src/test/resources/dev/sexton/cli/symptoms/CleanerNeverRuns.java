import java.lang.ref.Cleaner;

/** The action captures the object, by its field. */
class CleanerNeverRuns {
    static final Cleaner CLEANER = Cleaner.create();

    static final class Handle {
        final long address = System.nanoTime();

        Handle() {
            CLEANER.register(this, () -> free(address)); // that is this.address
        }

        static void free(long address) {}
    }

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 3; i++) {
            new Handle();
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {}
    }
}
