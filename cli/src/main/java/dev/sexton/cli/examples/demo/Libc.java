package dev.sexton.cli.examples.demo;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The three calls of the C library that the demo is about. Each returns the result of the system call, or {@code -errno} if that
 * is negative.
 */
final class Libc {
    /* The same numbers on Linux and macOS. */
    static final int EINTR = 4;
    static final int EBADF = 9;
    static final int ENFILE = 23;
    static final int EMFILE = 24;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(PathElement.groupElement("errno"));

    // int open(const char *path, int flags, ...)
    private static final MethodHandle OPEN =
            function("open", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Linker.Option.firstVariadicArg(2));
    // ssize_t read(int descriptor, void *buffer, size_t size)
    private static final MethodHandle READ =
            function("read", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));
    // int close(int descriptor)
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private static final int READ_A_FILE = readOnlyFlags();

    private Libc() {}

    static int open(Path path) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int descriptor = (int) OPEN.invokeExact(state, cString(PathBytes.of(path), arena), READ_A_FILE);
            return descriptor >= 0 ? descriptor : -errno(state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Reads up to as many bytes as the buffer has; returns 0 at the end of the file. */
    static int read(int descriptor, MemorySegment buffer) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            while (true) {
                long read = (long) READ.invokeExact(state, descriptor, buffer, buffer.byteSize());
                if (read >= 0) {
                    return Math.toIntExact(read);
                }
                if (errno(state) != EINTR) {
                    return -errno(state);
                }
            }
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /** Closes a descriptor. A caller must not repeat it: except for {@code EBADF} the descriptor is gone, and may be another's. */
    static int close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(CALL_STATE);
            int result = (int) CLOSE.invokeExact(state, descriptor);
            return result == 0 ? 0 : -errno(state);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * O_RDONLY, and: O_CLOEXEC, no child process inherits it; O_NOFOLLOW, a file that has become a link since it was looked
     * at is not followed; O_NONBLOCK, one that has become a pipe does not wait for a writer.
     */
    private static int readOnlyFlags() {
        if (System.getProperty("os.name").startsWith("Mac")) {
            return 0x100_0000 | 0x100 | 0x4;
        }
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        boolean ownNumbers = arch.startsWith("aarch64") || arch.startsWith("arm") || arch.startsWith("ppc");
        return 0x8_0000 | (ownNumbers ? 0x8000 : 0x2_0000) | 0x800;
    }

    private static MemorySegment cString(byte[] bytes, Arena arena) {
        // One byte longer, and so ended by a zero: a fresh segment is zero all over.
        MemorySegment string = arena.allocate(bytes.length + 1L);
        MemorySegment.copy(bytes, 0, string, JAVA_BYTE, 0, bytes.length);
        return string;
    }

    @SuppressWarnings("restricted") // the types stand beside each name above
    private static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... more) {
        Linker.Option[] options = new Linker.Option[more.length + 1];
        options[0] = Linker.Option.captureCallState("errno");
        System.arraycopy(more, 0, options, 1, more.length);
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), type, options);
    }

    private static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static RuntimeException unexpected(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException known ? known : new IllegalStateException(e);
    }
}
