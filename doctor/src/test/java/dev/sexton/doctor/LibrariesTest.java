package dev.sexton.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.doctor.Finding.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No library is known to the doctor, and none needs to be. */
class LibrariesTest {
    private static final String PROGRAM = Libraries.class.getName() + "$";

    @TempDir
    private Path temporary;

    @Test
    void mistakesWithLibrariesAreNamedAndTheirOwnReferencesAreNot() throws Exception {
        Path file = temporary.resolve("libraries.hprof");
        ChildJvm.Result result = ChildJvm.run(List.of(), Libraries.class, file.toString());
        assertThat(result.exitCode()).describedAs(result.output()).isZero();

        List<Finding> findings = HeapDump.open(file).examine().findings();

        assertThat(findings).allSatisfy(finding -> {
            assertThat(finding.kind()).isEqualTo(Kind.LEAKED);
            assertThat(finding.count()).isEqualTo(Libraries.EACH);
        });
        assertThat(findings)
                .map(Finding::pathInWords)
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                "inner class %1$sMistakenForGuava$1 → this$0 → %1$sMistakenForGuava",
                                "com.sun.jna.internal.Cleaner$CleanerRef → cleanupTask → lambda in %1$sMistakenForJna → arg$1"
                                        + " → %1$sMistakenForJna",
                                "io.netty.util.internal.ObjectCleaner$AutomaticCleanerReference → cleanupTask → lambda in"
                                        + " %1$sMistakenForNetty → arg$1 → %1$sMistakenForNetty",
                                "org.bytedeco.javacpp.Pointer$DeallocatorReference → deallocator →"
                                        + " %1$sJavaCppPointer$Releases → what → %1$sJavaCppPointer",
                                "com.google.common.cache.LocalCache$WeakEntry → valueReference →"
                                        + " com.google.common.cache.LocalCache$StrongValueReference → referent →"
                                        + " java.lang.Object[] → an element → %1$sKey")
                        .map(path -> path.replace("%1$s", PROGRAM))
                        .toList());
    }
}
