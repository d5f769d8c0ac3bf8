package dev.sexton.examples.zlib;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.examples.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ZlibExampleTest {
    private final CleanupRuntime cleanups =
            CleanupRuntime.builder().name("zlib-test").build();

    @BeforeAll
    static void needsZlib() {
        assumeTrue(isThere(), "zlib (libz.so.1, or libz.dylib) is not installed on this machine");
    }

    private static boolean isThere() {
        try {
            Zlib.version();
            return true;
        } catch (ExceptionInInitializerError e) {
            if (e.getCause() instanceof IllegalArgumentException) {
                return false; // the library was not found
            }
            throw e;
        }
    }

    @AfterEach
    void close() {
        cleanups.close();
    }

    @Test
    void whatNativeZlibDeflatesTheJdkInflates() throws IOException {
        byte[] data = data();
        byte[] small = ZlibExample.deflate(cleanups, data);
        assertThat(small.length).isLessThan(data.length);
        assertThat(new InflaterInputStream(new ByteArrayInputStream(small)).readAllBytes())
                .isEqualTo(data);
    }

    @Test
    void whatTheJdkDeflatesNativeZlibInflates() throws IOException {
        byte[] data = data();
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (OutputStream deflating = new DeflaterOutputStream(small)) {
            deflating.write(data);
        }
        assertThat(ZlibExample.inflate(cleanups, small.toByteArray())).isEqualTo(data);
    }

    @Test
    void nothing() {
        assertThat(ZlibExample.inflate(cleanups, ZlibExample.deflate(cleanups, new byte[0])))
                .isEmpty();
    }

    @Test
    void damagedInputIsRefused() {
        byte[] small = ZlibExample.deflate(cleanups, data());
        assertThatThrownBy(() -> ZlibExample.inflate(cleanups, Arrays.copyOf(small, small.length / 2)))
                .hasMessageContaining("cut off");
        assertThatThrownBy(() -> ZlibExample.inflate(cleanups, "no zlib stream".getBytes(UTF_8)))
                .hasMessageContaining("damaged");
    }

    @Test
    void aClosedStreamSaysSo() {
        ZlibStream stream = ZlibStream.deflating(cleanups, 6);
        stream.close();
        stream.close();
        assertThatThrownBy(() -> stream.write(new byte[1])).hasMessageContaining("closed");
        assertThat(cleanups.stats().cleaned()).isEqualTo(1);
    }

    @Test
    void theExample() throws Exception {
        assertThat(Output.of(ZlibExample::main))
                .satisfiesExactly(
                        line -> assertThat(line).matches("51000 bytes become \\d{3}"),
                        line -> assertThat(line).isEqualTo("closed by hand: 1"),
                        line -> assertThat(line).isEqualTo("forgotten, and ended by a cleanup: 100"));
    }

    /** Half text, half noise, and more than a chunk of either. */
    private static byte[] data() {
        byte[] data = new byte[200_000];
        new Random(1).nextBytes(data);
        Arrays.fill(data, 0, 100_000, (byte) 'x');
        return data;
    }
}
