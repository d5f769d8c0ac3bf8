package dev.sexton.doctor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.doctor.Diagnosis;
import dev.sexton.doctor.HeapDump;
import dev.sexton.doctor.UnusableDumpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in the file: an answer or the one exception with a sentence, in little time and memory. */
class DamageTest {
    private static final int ROUNDS = 1500;

    /** The bytes that may be allocated for each byte of a damaged dump; the index of addresses takes most of them. */
    private static final long MOST_BYTES_PER_BYTE = 600;

    private static final long BASE_BYTES = 1 << 20;

    @TempDir
    private Path temporary;

    @Test
    @Timeout(value = 100, threadMode = ThreadMode.SEPARATE_THREAD)
    void aDumpThatEndsAnywhereIsIncomplete() throws Exception {
        byte[] whole = FormatTest.dump(8, 8, false);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> examine(cut))
                    .describedAs("cut after %d of %d bytes", cut.length, whole.length)
                    .isInstanceOf(UnusableDumpException.class)
                    .message()
                    .matches("the (dump|file) is .+: .+");
        }
        assertThat(examine(whole).findings()).hasSize(1); // the twin: nothing cut off, nothing wrong
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    @Timeout(value = 100, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
    void flippedBytesDoNoHarm(int idSize) throws Exception {
        byte[] whole = FormatTest.dump(idSize, 8, false);
        Random random = new Random(20261120);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damage(damaged, random);
            }
            refused += isRefused(damaged, round) ? 1 : 0;
        }
        assertThat(refused).isBetween(ROUNDS / 10, ROUNDS - 1); // some flips hit what nobody reads
    }

    /** A byte, or a length, a count or an id that is absurd. */
    private static void damage(byte[] dump, Random random) {
        int at = random.nextInt(dump.length);
        switch (random.nextInt(4)) {
            case 0 -> dump[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> dump[at] = (byte) random.nextInt();
            case 2 -> Arrays.fill(dump, at, Math.min(dump.length, at + 4), (byte) 0xff);
            default -> { // one part over another: ids that are there, but elsewhere
                int length = Math.min(8, dump.length - at);
                System.arraycopy(dump, random.nextInt(dump.length - length), dump, at, length);
            }
        }
    }

    private boolean isRefused(byte[] dump, int round) throws Exception {
        long before = allocated();
        try {
            examine(dump);
            return false;
        } catch (UnusableDumpException e) {
            assertThat(e).message().doesNotContain("Exception").isNotBlank();
            return true;
        } catch (Throwable e) {
            throw new AssertionError("round " + round, e);
        } finally {
            assertThat(allocated() - before)
                    .describedAs("bytes allocated in round %d", round)
                    .isLessThan(BASE_BYTES + MOST_BYTES_PER_BYTE * dump.length);
        }
    }

    private static long allocated() {
        return java.lang.management.ManagementFactory.getPlatformMXBean(com.sun.management.ThreadMXBean.class)
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    @Test
    void whatIsNoDumpIsCalledThat() throws Exception {
        assertThatThrownBy(() -> examine("JAVA PROFIL".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("not a heap dump");
        assertThatThrownBy(() -> examine(new byte[100])).hasMessageContaining("not a heap dump");
        assertThatThrownBy(() -> examine(new byte[0])).hasMessageContaining("not a heap dump");
        byte[] android = FormatTest.dump(4, 8, false);
        android["JAVA PROFILE 1.0.".length()] = '3';
        assertThatThrownBy(() -> examine(android)).hasMessageContaining("hprof-conv");
    }

    @Test
    void aMissingFileIsAnIoException() {
        assertThatThrownBy(() -> HeapDump.open(temporary.resolve("none"))).isInstanceOf(IOException.class);
    }

    private Diagnosis examine(byte[] dump) throws Exception {
        return HeapDump.open(Files.write(temporary.resolve("damaged.hprof"), dump))
                .examine();
    }
}
