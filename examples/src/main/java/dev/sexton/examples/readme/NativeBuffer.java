package dev.sexton.examples.readme;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.Cleanups;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;

final class NativeBuffer implements AutoCloseable {
    private final long address = allocate(4096);
    private final Cleanup cleanup = Cleanups.add(this, NativeBuffer::free, address);

    /** The number of buffers that are allocated and not yet freed. */
    static final AtomicInteger ALLOCATED = new AtomicInteger();

    private static final MethodHandle MALLOC = libc("malloc", FunctionDescriptor.of(JAVA_LONG, JAVA_LONG));
    private static final MethodHandle FREE = libc("free", FunctionDescriptor.ofVoid(JAVA_LONG));

    @SuppressWarnings("restricted")
    private static MethodHandle libc(String name, FunctionDescriptor type) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), type);
    }

    private static long allocate(long size) {
        try {
            long address = (long) MALLOC.invokeExact(size);
            memory(address, size).fill((byte) 7);
            ALLOCATED.incrementAndGet();
            return address;
        } catch (Throwable e) {
            throw new LinkageError("malloc", e);
        }
    }

    private static void free(long address) {
        try {
            FREE.invokeExact(address);
            ALLOCATED.decrementAndGet();
        } catch (Throwable e) {
            throw new LinkageError("free", e);
        }
    }

    int first() {
        try {
            return read(address);
        } finally {
            Reference.reachabilityFence(this); // the memory is not freed before this line
        }
    }

    private static int read(long address) {
        return memory(address, 1).get(JAVA_BYTE, 0);
    }

    @SuppressWarnings("restricted")
    private static MemorySegment memory(long address, long size) {
        return MemorySegment.ofAddress(address).reinterpret(size);
    }

    @Override
    public void close() { // frees the memory now, at most once
        cleanup.clean(this);
    }
}
