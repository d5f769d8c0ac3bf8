package dev.sexton.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The doctor reports an object that the JDK's own caches hold once it has leaked, and not before: JDK 25 keeps its locales by soft keys. */
class JdkCachesTest {
    private static final String LOCALES = "sun.util.locale.BaseLocale";

    @TempDir
    private Path temporary;

    @Test
    void localesThatNobodyHoldsHaveLeaked() throws Exception {
        assumeTrue(Runtime.version().feature() >= 25, "this JDK keeps its locales in another way");

        assertThat(examine(1000, 100))
                .filteredOn(finding -> finding.object().equals(LOCALES))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.leaked()).isBetween(1000, 2200); // those that the JDK itself forgets besides
                    assertThat(finding.willLeak()).isZero();
                    assertThat(finding.where().orElseThrow().toString()).contains("static LOCALE_CACHE");
                });
    }

    /** The twin of both: the program's own map, of the JDK's classes alone, is reported before anything has leaked. */
    @Test
    void localesThatAreInUseAreNoFinding() throws Exception {
        assertThat(examine(0, 100)).singleElement().satisfies(finding -> {
            assertThat(finding.reference()).isEqualTo("java.util.WeakHashMap$Entry");
            assertThat(finding.willLeak()).isEqualTo(1);
        });
    }

    private List<Finding> examine(int forgotten, int kept) throws Exception {
        Path file = temporary.resolve("caches.hprof");
        ChildJvm.Result result = ChildJvm.run(
                List.of(), JdkCaches.class, file.toString(), Integer.toString(forgotten), Integer.toString(kept));
        assertThat(result.exitCode()).describedAs(result.output()).isZero();
        try (HeapDump dump = HeapDump.open(file)) {
            return dump.examine().findings();
        }
    }
}
