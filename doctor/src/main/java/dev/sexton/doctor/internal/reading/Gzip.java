package dev.sexton.doctor.internal.reading;

import dev.sexton.doctor.Progress;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks dumps, as {@code jcmd GC.heap_dump -gz} writes them, to a file, since they are read at any place. */
public final class Gzip {
    private static final int BUFFER = 1 << 16;
    private static final int FIRST_BYTE = 0x1f;
    private static final int SECOND_BYTE = 0x8b;

    private Gzip() {}

    public static boolean isGzip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == FIRST_BYTE && in.read() == SECOND_BYTE;
        }
    }

    /** Unpacks a file to another, which is left incomplete if this fails. */
    public static void unpack(Path file, Path to, Progress progress) throws IOException {
        try (FileChannel packed = FileChannel.open(file, StandardOpenOption.READ);
                InputStream in = new GZIPInputStream(Channels.newInputStream(packed), BUFFER);
                OutputStream out = Files.newOutputStream(to)) {
            Percent percent = new Percent("unpacking", packed.size(), progress);
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                percent.reached(packed.position());
            }
        } catch (EOFException | ZipException e) {
            throw HprofReader.damaged("it cannot be unpacked");
        }
    }
}
