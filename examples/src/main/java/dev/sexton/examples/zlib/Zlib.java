package dev.sexton.examples.zlib;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** The system's zlib: its functions and its one struct, as {@code zlib.h} declares them on 64-bit Linux and macOS. */
final class Zlib {
    static final int Z_NO_FLUSH = 0;
    static final int Z_FINISH = 4;
    static final int Z_OK = 0;
    static final int Z_STREAM_END = 1;
    static final int Z_BUF_ERROR = -5; // no progress was possible: no error

    static final StructLayout Z_STREAM = MemoryLayout.structLayout(
            ADDRESS.withName("next_in"),
            JAVA_INT.withName("avail_in"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("total_in"),
            ADDRESS.withName("next_out"),
            JAVA_INT.withName("avail_out"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("total_out"),
            ADDRESS.withName("msg"),
            ADDRESS.withName("state"),
            ADDRESS.withName("zalloc"),
            ADDRESS.withName("zfree"),
            ADDRESS.withName("opaque"),
            JAVA_INT.withName("data_type"),
            MemoryLayout.paddingLayout(4),
            JAVA_LONG.withName("adler"),
            JAVA_LONG.withName("reserved"));

    static final VarHandle NEXT_IN = field("next_in");
    static final VarHandle AVAIL_IN = field("avail_in");
    static final VarHandle NEXT_OUT = field("next_out");
    static final VarHandle AVAIL_OUT = field("avail_out");

    private static final SymbolLookup LIBRARY = library();

    // int deflateInit_(z_streamp, int level, const char *version, int stream_size)
    static final MethodHandle DEFLATE_INIT =
            function("deflateInit_", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_INT));
    // int inflateInit_(z_streamp, const char *version, int stream_size)
    static final MethodHandle INFLATE_INIT =
            function("inflateInit_", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT));
    // int deflate(z_streamp, int flush), and so on
    static final MethodHandle DEFLATE = function("deflate", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    static final MethodHandle INFLATE = function("inflate", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT));
    static final MethodHandle DEFLATE_END = function("deflateEnd", FunctionDescriptor.of(JAVA_INT, ADDRESS));
    static final MethodHandle INFLATE_END = function("inflateEnd", FunctionDescriptor.of(JAVA_INT, ADDRESS));

    private static final MethodHandle VERSION = function("zlibVersion", FunctionDescriptor.of(ADDRESS));

    private Zlib() {}

    /** The version that this program was written for must be the one it finds: asking the library itself says "any". */
    static MemorySegment version() {
        return (MemorySegment) call(VERSION);
    }

    /** Calls a function of zlib; it throws nothing, so what is thrown is a mistake in its description above. */
    static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new LinkageError("zlib cannot be called as it was declared", e);
        }
    }

    @SuppressWarnings("restricted")
    private static SymbolLookup library() {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        return SymbolLookup.libraryLookup(mac ? "libz.dylib" : "libz.so.1", Arena.global());
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(String name, FunctionDescriptor type) {
        return Linker.nativeLinker().downcallHandle(LIBRARY.findOrThrow(name), type);
    }

    private static VarHandle field(String name) {
        return Z_STREAM.varHandle(PathElement.groupElement(name));
    }
}
