package dev.sexton.examples.zlib;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sexton.cleanup.CleanupRuntime;
import java.io.ByteArrayOutputStream;
import java.time.Duration;

/** Compresses and expands with native zlib: once as one should, and a hundred times forgetting to close. */
public final class ZlibExample {
    private ZlibExample() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        try (CleanupRuntime cleanups = CleanupRuntime.builder().name("zlib").build()) {
            byte[] text = "The sexton looks after what the dead leave behind. "
                    .repeat(1000)
                    .getBytes(UTF_8);
            byte[] small = deflate(cleanups, text);
            System.out.println(text.length + " bytes become " + small.length);

            for (int i = 0; i < 100; i++) {
                forget(cleanups, small);
            }
            cleanups.reclaim(Duration.ofSeconds(30));
            System.out.println("closed by hand: " + cleanups.stats().cleaned());
            System.out.println(
                    "forgotten, and ended by a cleanup: " + cleanups.stats().executed());
        }
    }

    static byte[] deflate(CleanupRuntime cleanups, byte[] input) {
        try (ZlibStream stream = ZlibStream.deflating(cleanups, 6)) {
            return all(stream, input);
        }
    }

    static byte[] inflate(CleanupRuntime cleanups, byte[] input) {
        try (ZlibStream stream = ZlibStream.inflating(cleanups)) {
            return all(stream, input);
        }
    }

    private static byte[] all(ZlibStream stream, byte[] input) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        output.writeBytes(stream.write(input));
        output.writeBytes(stream.finish());
        return output.toByteArray();
    }

    private static void forget(CleanupRuntime cleanups, byte[] input) {
        ZlibStream.inflating(cleanups).write(input);
    }
}
