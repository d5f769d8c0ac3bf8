import dev.sexton.doctor.Diagnosis;
import dev.sexton.doctor.HeapDump;
import java.io.File;
import java.nio.file.Path;

/** Examines one dump, and prints how large it is and how long that took, phase by phase. */
final class Examine {
    private static final long START = System.nanoTime();
    private static String phase = "";
    private static long since = START;

    public static void main(String[] args) throws Exception {
        try (HeapDump dump = HeapDump.open(Path.of(args[0]), (name, percent) -> reached(name))) {
            Diagnosis diagnosis = dump.examine();
            reached("done");
            System.out.printf(
                    "%,d bytes, %,d objects, %,d references, %,d leaked, %,d will leak%n",
                    new File(args[0]).length(),
                    diagnosis.objects(),
                    diagnosis.references(),
                    diagnosis.leaked(),
                    diagnosis.willLeak());
        }
        System.out.printf(
                "%.1f s on %d processor(s), at most %d MB of heap%n",
                seconds(START), Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() >> 20);
    }

    private static void reached(String name) {
        if (!name.equals(phase)) {
            if (!phase.isEmpty()) {
                System.out.printf("  %s: %.1f s%n", phase, seconds(since));
            }
            phase = name;
            since = System.nanoTime();
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }
}
