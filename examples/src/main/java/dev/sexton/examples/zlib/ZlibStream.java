package dev.sexton.examples.zlib;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import java.io.ByteArrayOutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;

/**
 * A stream of the system's zlib, which holds some 260 KB of native memory from its first call to its last. Who is done with it
 * closes it, or forgets it. Not thread-safe.
 */
final class ZlibStream implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;

    /** The memory to be released, and nothing else: if the action reached the stream, the stream would never die. */
    private record Native(MemorySegment stream, MethodHandle end) {
        void release() {
            Zlib.call(end, stream);
        }
    }

    private final MethodHandle step;
    private final MemorySegment stream; // the cleanup holds it too, so its memory is there when the cleanup runs
    private final Cleanup cleanup;

    private ZlibStream(CleanupRuntime cleanups, MemorySegment stream, MethodHandle step, MethodHandle end) {
        this.step = step;
        this.stream = stream;
        this.cleanup = cleanups.add(this, Native::release, new Native(stream, end));
    }

    static ZlibStream deflating(CleanupRuntime cleanups, int level) {
        MemorySegment stream = Arena.ofAuto().allocate(Zlib.Z_STREAM);
        check(Zlib.call(Zlib.DEFLATE_INIT, stream, level, Zlib.version(), (int) stream.byteSize()));
        return new ZlibStream(cleanups, stream, Zlib.DEFLATE, Zlib.DEFLATE_END);
    }

    static ZlibStream inflating(CleanupRuntime cleanups) {
        MemorySegment stream = Arena.ofAuto().allocate(Zlib.Z_STREAM);
        check(Zlib.call(Zlib.INFLATE_INIT, stream, Zlib.version(), (int) stream.byteSize()));
        return new ZlibStream(cleanups, stream, Zlib.INFLATE, Zlib.INFLATE_END);
    }

    /** Takes more input; gives what is ready of the output. */
    byte[] write(byte[] input) {
        return run(input, Zlib.Z_NO_FLUSH);
    }

    /** Says that there is no more input; gives the rest of the output. */
    byte[] finish() {
        return run(new byte[0], Zlib.Z_FINISH);
    }

    private byte[] run(byte[] input, int flush) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment chunk = arena.allocate(CHUNK);
            Zlib.NEXT_IN.set(stream, 0L, arena.allocateFrom(JAVA_BYTE, input));
            Zlib.AVAIL_IN.set(stream, 0L, input.length);
            int result;
            int room;
            do {
                Zlib.NEXT_OUT.set(stream, 0L, chunk);
                Zlib.AVAIL_OUT.set(stream, 0L, CHUNK);
                result = check(Zlib.call(step, stream, flush));
                room = (int) Zlib.AVAIL_OUT.get(stream, 0L);
                output.writeBytes(chunk.asSlice(0, CHUNK - room).toArray(JAVA_BYTE));
            } while (room == 0);
            if (flush == Zlib.Z_FINISH && result != Zlib.Z_STREAM_END) {
                throw new IllegalStateException("the input ends before its end: it was cut off");
            }
            return output.toByteArray();
        } finally {
            // Nothing above needs this object after its fields were read: without the fence it could be found dead,
            // and the native stream be ended, in the middle of the call.
            Reference.reachabilityFence(this);
        }
    }

    private static int check(Object result) {
        int code = (int) result;
        if (code < Zlib.Z_OK && code != Zlib.Z_BUF_ERROR) {
            throw new IllegalStateException(
                    "zlib says " + code + ": the stream is closed (-2) or the data damaged (-3)");
        }
        return code;
    }

    @Override
    public void close() {
        cleanup.clean(this);
    }
}
