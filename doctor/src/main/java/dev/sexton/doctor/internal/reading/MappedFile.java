package dev.sexton.doctor.internal.reading;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/*
 * A file of any size, read at any place. A mapping holds 2 GB at most, so there are several, each a little longer than the
 * distance to the next: a value that begins in a window can be read in it.
 */
public final class MappedFile {
    private static final int GIGABYTE_BITS = 30;
    private static final int LONGEST_VALUE = Long.BYTES;

    private final ByteBuffer[] windows;
    private final int windowBits;
    private final long windowMask;
    private final long size;

    private MappedFile(ByteBuffer[] windows, int windowBits, long size) {
        this.windows = windows;
        this.windowBits = windowBits;
        this.windowMask = (1L << windowBits) - 1;
        this.size = size;
    }

    public static MappedFile of(Path file) throws IOException {
        return of(file, GIGABYTE_BITS);
    }

    public static MappedFile of(Path file, int windowBits) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            ByteBuffer[] windows = new ByteBuffer[(int) ((size + (1L << windowBits) - 1) >>> windowBits)];
            for (int i = 0; i < windows.length; i++) {
                long start = (long) i << windowBits;
                windows[i] = channel.map(
                        MapMode.READ_ONLY, start, Math.min(size - start, (1L << windowBits) + LONGEST_VALUE));
            }
            return new MappedFile(windows, windowBits, size);
        }
    }

    public long size() {
        return size;
    }

    public int u1(long at) {
        return window(at).get(offset(at)) & 0xff;
    }

    int u2(long at) {
        return window(at).getShort(offset(at)) & 0xffff;
    }

    public int s4(long at) {
        return window(at).getInt(offset(at));
    }

    public long u4(long at) {
        return s4(at) & 0xffff_ffffL;
    }

    long s8(long at) {
        return window(at).getLong(offset(at));
    }

    public byte[] bytes(long at, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) u1(at + i);
        }
        return bytes;
    }

    private ByteBuffer window(long at) {
        return windows[(int) (at >>> windowBits)];
    }

    private int offset(long at) {
        return (int) (at & windowMask);
    }
}
