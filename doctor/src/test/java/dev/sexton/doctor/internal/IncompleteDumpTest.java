package dev.sexton.doctor.internal;

import static dev.sexton.doctor.internal.HprofBuilder.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.doctor.Diagnosis;
import dev.sexton.doctor.Finding;
import dev.sexton.doctor.Gap;
import dev.sexton.doctor.HeapDump;
import dev.sexton.doctor.UnusableDumpException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps that lack something, or have too much of it, are examined all the same; the result says what it is. */
class IncompleteDumpTest {
    @TempDir
    private Path temporary;

    /** A dump with a buffer whose cleanup holds it, and which a static field of another class holds. */
    private HprofBuilder dump;

    private long holder;
    private long other;
    private long object;

    @BeforeEach
    void makeDump() {
        build("referent");
    }

    private void build(String referent) {
        dump = new HprofBuilder(8, 8);
        object = dump.type("java.lang.Object", 0, Map.of());
        long reference = dump.type("java.lang.ref.Reference", object, Map.of(), reference(referent));
        long phantom = dump.type("java.lang.ref.PhantomReference", reference, Map.of());
        long cleanup = dump.type("com.acme.Ref", phantom, Map.of(), reference("action"));
        long buffer = dump.type("com.acme.Buffer", object, Map.of());
        long list = dump.type("com.acme.List", object, Map.of(), reference("element"));
        long ref = dump.newId();
        long elements = dump.newId();
        long it = dump.newId();
        holder = dump.type("com.acme.Holder", object, Map.of("REF", ref));
        other = dump.type("com.acme.Other", object, Map.of("KEPT", elements));
        dump.endSegment();
        dump.instance(ref, cleanup, it, it);
        dump.instance(elements, list, it);
        dump.instance(it, buffer);
    }

    @Test
    void theWholeDumpHasNoGaps() throws Exception {
        dump.rootClass(holder);
        dump.rootClass(other);

        Diagnosis diagnosis = examine(dump.build(false));

        assertThat(diagnosis.gaps()).isEmpty();
        assertThat(finding(diagnosis).willLeak()).isEqualTo(1);
    }

    /** The twin: a class that is no root, beside one that is, holds nothing. */
    @Test
    void aClassThatIsNoRootHoldsNothing() throws Exception {
        dump.rootClass(holder);

        assertThat(finding(examine(dump.build(false))).leaked()).isEqualTo(1);
    }

    @Test
    void withoutClassRootsAllClassesAreTakenForRoots() throws Exception {
        Diagnosis diagnosis = examine(dump.build(false));

        assertThat(diagnosis.gaps()).map(Gap::kind).containsExactly(Gap.Kind.NO_CLASS_ROOTS);
        assertThat(finding(diagnosis).leaked()).isZero();
        assertThat(finding(diagnosis).willLeak()).isEqualTo(1);
    }

    @Test
    void aSegmentThatIsThereTwiceCountsOnce() throws Exception {
        dump.rootClass(holder);
        dump.repeatSegments();

        Diagnosis diagnosis = examine(dump.build(false));

        assertThat(diagnosis.references()).isEqualTo(1);
        assertThat(finding(diagnosis).count()).isEqualTo(1);
    }

    @Test
    void anObjectWithoutItsClassRefersToNothingKnown() throws Exception {
        dump.rootClass(holder);
        dump.instance(dump.newId(), dump.newId(), 1, 2, 3);

        Diagnosis diagnosis = examine(dump.build(false));

        assertThat(diagnosis.gaps()).containsExactly(new Gap(Gap.Kind.OBJECTS_WITHOUT_CLASS, 1));
        assertThat(finding(diagnosis).leaked()).isEqualTo(1);
    }

    @Test
    void withoutTheFieldThatRefersWeaklyNothingCanBeTold() throws Exception {
        build("target");
        byte[] unusable = dump.build(false);

        assertThatThrownBy(() -> examine(unusable))
                .isInstanceOf(UnusableDumpException.class)
                .hasMessageContaining("java.lang.ref.Reference.referent")
                .hasMessageContaining("jcmd");
    }

    @Test
    void zerosAfterTheEndAreIgnored() throws Exception {
        dump.rootClass(holder);
        byte[] whole = dump.build(false);

        Diagnosis diagnosis = examine(Arrays.copyOf(whole, whole.length + 5000));

        assertThat(diagnosis.gaps()).containsExactly(new Gap(Gap.Kind.PADDING, 5000));
        assertThat(finding(diagnosis).leaked()).isEqualTo(1);
    }

    /** The twins: zeros in place of a part that is missing, and other bytes after the end. */
    @Test
    void zerosBeforeTheEndAreDamage() throws Exception {
        byte[] whole = dump.build(false);
        byte[] cut = Arrays.copyOf(Arrays.copyOf(whole, whole.length - 9), whole.length + 5000);
        byte[] more = Arrays.copyOf(whole, whole.length + 5000);
        more[more.length - 1] = 1;

        assertThatThrownBy(() -> examine(cut)).hasMessageContaining("damaged");
        assertThatThrownBy(() -> examine(more)).hasMessageContaining("damaged");
    }

    /** As JDK 8 writes it: one record of more than 4 GB, whose length has 32 bits. The file has a hole, so it needs no room. */
    @Test
    void aLengthThatHasOverflowedIsFoundOut() throws Exception {
        dump.rootClass(holder);
        byte[] heap = dump.heap();
        byte[] whole = dump.build(true);
        Path file = temporary.resolve("large.hprof");
        long hole = 0xffff_fff0L;
        byte[] array = ByteBuffer.allocate(18)
                .put((byte) 0x23)
                .putLong(dump.newId())
                .putInt(0)
                .putInt((int) hole)
                .put((byte) 8)
                .array();
        int prefix = whole.length - heap.length;
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write(whole, 0, prefix - 4);
            out.writeInt((int) (2L * heap.length + array.length + hole));
            out.write(heap);
            out.write(array);
            out.seek(out.getFilePointer() + hole);
            out.write(heap);
        }

        Diagnosis diagnosis = examine(file);

        assertThat(diagnosis.gaps()).containsExactly(new Gap(Gap.Kind.OVERFLOWED_LENGTHS, 1));
        assertThat(finding(diagnosis).leaked()).isEqualTo(1);
    }

    @Test
    void aCompressedDumpIsUnpackedAndNothingIsLeft() throws Exception {
        dump.rootClass(holder);
        byte[] whole = dump.build(false);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        compressed.writeBytes(gzip(Arrays.copyOf(whole, 100))); // in parts, as a JVM does with several threads
        compressed.writeBytes(gzip(Arrays.copyOfRange(whole, 100, whole.length)));
        List<Path> before = temporaryFiles();

        assertThat(finding(examine(compressed.toByteArray())).leaked()).isEqualTo(1);
        assertThatThrownBy(() -> examine(Arrays.copyOf(compressed.toByteArray(), compressed.size() - 20)))
                .isInstanceOf(UnusableDumpException.class)
                .hasMessageContaining("damaged or incomplete");
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }

    private static List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("sexton-doctor"))
                    .sorted()
                    .toList();
        }
    }

    private static Finding finding(Diagnosis diagnosis) {
        assertThat(diagnosis.findings()).hasSize(1);
        return diagnosis.findings().get(0);
    }

    private Diagnosis examine(byte[] bytes) throws IOException {
        return examine(Files.write(temporary.resolve("dump.hprof"), bytes));
    }

    private static Diagnosis examine(Path file) throws IOException {
        try (HeapDump open = HeapDump.open(file)) {
            return open.examine();
        }
    }
}
