package dev.sexton.cleanup.internal.gc;

import dev.sexton.cleanup.internal.slots.Special;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.PhantomReference;

/**
 * Lets objects be dead at will, as far as anybody can tell: clears the reference as the collector does. Users cannot do this, since
 * {@link Special#clear()} refuses; so the reference's own method is called, past the refusal.
 */
public final class Death {
    private static final MethodHandle CLEAR;

    static {
        try {
            CLEAR = MethodHandles.privateLookupIn(Special.class, MethodHandles.lookup())
                    .findSpecial(PhantomReference.class, "clear", MethodType.methodType(void.class), Special.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Death() {}

    /** Lets the object of this cleanup be dead. */
    public static void of(Object cleanup) {
        try {
            CLEAR.invoke((Special) cleanup);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
