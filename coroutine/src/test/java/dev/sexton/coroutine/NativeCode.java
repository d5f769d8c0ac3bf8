package dev.sexton.coroutine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.UnaryOperator;

/** Calls Java from native code: libc's qsort calls a comparator. */
@SuppressWarnings("restricted")
final class NativeCode {
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle QSORT = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("qsort"),
            FunctionDescriptor.ofVoid(
                    ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS));
    private static final FunctionDescriptor COMPARATOR =
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);

    private final Runnable code;
    private boolean called;
    private Throwable thrown;

    private NativeCode(Runnable code) {
        this.code = code;
    }

    /** Runs the code inside a counted callback from native code. */
    static void callBack(Runnable code) {
        callBack(code, OsThread::callback);
    }

    /** Runs the code inside a callback from native code that is not counted. */
    static void callBackUncounted(Runnable code) {
        callBack(code, UnaryOperator.identity());
    }

    private static void callBack(Runnable code, UnaryOperator<MethodHandle> wrap) {
        NativeCode callback = new NativeCode(code);
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle compare = MethodHandles.lookup()
                    .bind(
                            callback,
                            "compare",
                            MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class));
            MemorySegment stub = LINKER.upcallStub(wrap.apply(compare), COMPARATOR, arena);
            MemorySegment two = arena.allocate(MemoryLayout.sequenceLayout(2, ValueLayout.JAVA_INT));
            QSORT.invokeExact(two, 2L, 4L, stub);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
        if (!callback.called) {
            throw new AssertionError("qsort did not compare");
        }
        if (callback.thrown != null) {
            NativeCode.<RuntimeException>rethrow(callback.thrown);
        }
    }

    /** Keeps the exception: one that is thrown into native code ends the JVM. */
    @SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // Called by its method handle.
    private int compare(MemorySegment left, MemorySegment right) {
        if (!called) {
            called = true;
            try {
                code.run();
            } catch (Throwable t) {
                thrown = t;
            }
        }
        return 0;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> void rethrow(Throwable t) throws X {
        throw (X) t;
    }
}
