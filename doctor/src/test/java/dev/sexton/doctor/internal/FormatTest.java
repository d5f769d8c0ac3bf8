package dev.sexton.doctor.internal;

import static dev.sexton.doctor.internal.HprofBuilder.number;
import static dev.sexton.doctor.internal.HprofBuilder.reference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.doctor.Link;
import dev.sexton.doctor.Progress;
import dev.sexton.doctor.internal.graph.Heap;
import dev.sexton.doctor.internal.primitives.Bits;
import dev.sexton.doctor.internal.reading.MappedFile;
import dev.sexton.doctor.internal.reading.ObjectIndex;
import dev.sexton.doctor.internal.report.Examination;
import dev.sexton.doctor.internal.report.Examined;
import dev.sexton.doctor.internal.report.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same small heap, written in every way the format allows. */
class FormatTest {
    private static final int LENGTH_OF_THE_BODY = 100;

    @TempDir
    private Path temporary;

    /** A root, a cleanup whose action holds the object, one whose does not, and a body that the object holds. */
    static byte[] dump(int idSize, long idStep, boolean old) {
        HprofBuilder dump = new HprofBuilder(idSize, idStep);
        long object = dump.type("java.lang.Object", 0, Map.of());
        long reference =
                dump.type("java.lang.ref.Reference", object, Map.of(), reference("referent"), reference("next"));
        long phantom = dump.type("java.lang.ref.PhantomReference", reference, Map.of());
        long cleanup = dump.type("com.acme.Ref", phantom, Map.of(), number("count"), reference("action"));
        long action =
                dump.type("com.acme.Buffer$$Lambda+0x1234", object, Map.of(), number("count"), reference("arg$1"));
        long buffer = dump.type("com.acme.Buffer", object, Map.of(), reference("body"));
        long array = dump.type("[Ljava/lang/Object;", object, Map.of());
        long refs = dump.newId();
        dump.type("com.acme.Registry", object, Map.of("REFS", refs));
        long[] ids = new long[8];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = dump.newId();
        }
        dump.root(dump.type("com.acme.Holder", object, Map.of("REFS", refs)));
        dump.endSegment();
        dump.array(refs, array, ids[0], 0, ids[1]);
        dump.instance(ids[0], cleanup, 1, ids[2], ids[3], 0L);
        dump.instance(ids[1], cleanup, 1, 0L, ids[4], 0L);
        dump.endSegment();
        dump.instance(ids[2], action, 1, ids[3]);
        dump.instance(ids[3], buffer, ids[5]);
        dump.instance(ids[4], buffer, ids[6]);
        dump.bytes(ids[5], LENGTH_OF_THE_BODY);
        dump.bytes(ids[6], LENGTH_OF_THE_BODY);
        return dump.build(old);
    }

    @ParameterizedTest
    @CsvSource({
        "8, 8, false",
        "8, 8, true",
        "4, 8, false",
        "4, 8, true",
        "8, 1, false",
        "8, 16, false",
        "4, 1, true",
        "8, 1000000, false"
    })
    void everyFormIsRead(int idSize, long idStep, boolean old) throws Exception {
        assertThat(examine(dump(idSize, idStep, old), 30).found())
                .singleElement()
                .satisfies(FormatTest::isTheMistake);
    }

    /** As in a file above 2 GB, where values lie across the ends of mappings: at any place, since windows are this small. */
    @ParameterizedTest
    @CsvSource({"3", "4", "5", "6", "7", "8"})
    void valuesAcrossWindowsAreRead(int windowBits) throws Exception {
        assertThat(examine(dump(8, 8, false), windowBits).found())
                .singleElement()
                .satisfies(FormatTest::isTheMistake);
    }

    private static void isTheMistake(Found found) {
        assertThat(found.leaked()).isEqualTo(1);
        assertThat(found.willLeak()).isZero();
        assertThat(found.path())
                .map(Object::toString)
                .containsExactly("com.acme.Ref → action", "lambda in com.acme.Buffer → arg$1", "com.acme.Buffer");
        assertThat(found.path().get(0).link()).contains(new Link(Link.Kind.FIELD, "com.acme.Ref", "action"));
        assertThat(found.retainedBytes()).isBetween(LENGTH_OF_THE_BODY + 12L, LENGTH_OF_THE_BODY + 100L);
    }

    @Test
    void positionsBeyondFourGigabytesAreKept() {
        ObjectIndex index = new ObjectIndex(3);
        index.add(8);
        index.add(1L << 40);
        index.freeze(1L << 39);
        index.setPosition(index.indexOf(1L << 40), (1L << 39) - 5);
        index.setPosition(index.indexOf(8), 0xffff_fffeL);

        assertThat(index.position(index.indexOf(1L << 40))).isEqualTo((1L << 39) - 5);
        assertThat(index.position(index.indexOf(8))).isEqualTo(0xffff_fffeL);
        assertThat(index.indexOf(16)).isEqualTo(ObjectIndex.ABSENT);
        assertThat(index.indexOf(9)).isEqualTo(ObjectIndex.ABSENT);
        assertThat(index.indexOf((1L << 40) + 8)).isEqualTo(ObjectIndex.ABSENT);
    }

    @Test
    void everyObjectHasAnIndexOfItsOwn() {
        ObjectIndex index = new ObjectIndex(3);
        for (long i = 0; i < 100_000; i++) {
            index.add(scattered(i));
        }
        index.freeze(1);
        Bits seen = new Bits(index.size());
        for (long i = 0; i < 100_000; i++) {
            int object = index.indexOf(scattered(i));
            assertThat(seen.get(object)).isFalse();
            seen.set(object);
        }
        assertThat(index.size()).isEqualTo(100_000);
    }

    /** In patches, as a JVM uses its addresses, and not in order. */
    private static long scattered(long i) {
        long mixed = i * 40_503 % 100_000;
        return 0x4000_0000_0000L + (mixed % 100) * (1L << 32) + (mixed / 100) * 24;
    }

    private Examined examine(byte[] dump, int windowBits) throws Exception {
        Path file = Files.write(temporary.resolve("dump.hprof"), dump);
        return Examination.of(Heap.read(MappedFile.of(file, windowBits), Progress.NONE), Progress.NONE);
    }
}
