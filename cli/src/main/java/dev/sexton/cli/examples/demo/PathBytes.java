package dev.sexton.cli.examples.demo;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

/**
 * A path as the directory spells it. The path's string may have lost bytes: in the C locale, Java shows every byte beyond
 * ASCII as a replacement character. Its URI has them all.
 */
final class PathBytes {
    private PathBytes() {}

    /** The bytes of the absolute path. */
    static byte[] of(Path path) {
        String escaped = path.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            if (escaped.charAt(i) == '%') {
                bytes.write(Integer.parseInt(escaped, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(escaped.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
