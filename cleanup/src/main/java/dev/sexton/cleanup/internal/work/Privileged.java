package dev.sexton.cleanup.internal.work;

import java.security.AccessController;
import java.security.PrivilegedAction;
import org.jspecify.annotations.Nullable;

/**
 * Under a SecurityManager (up to Java 23), does what this library is permitted to do and the code that calls it may not be. Without one,
 * calls the action and costs nothing.
 */
public final class Privileged {
    private Privileged() {}

    /** Returns what the action returns. */
    @SuppressWarnings("removal")
    public static <T extends @Nullable Object> T call(PrivilegedAction<T> action) {
        return AccessController.doPrivileged(action);
    }

    /**
     * Returns why a SecurityManager keeps this library from working, null if none does. All permissions that the library needs are asked for at once, when a
     * runtime is made: otherwise some registrations would fail and others would never run.
     */
    @SuppressWarnings("removal")
    public static @Nullable String refusal() {
        SecurityManager manager = System.getSecurityManager();
        if (manager == null) {
            return null;
        }
        try {
            call(() -> {
                manager.checkPermission(new java.security.AllPermission());
                return true;
            });
            return null;
        } catch (SecurityException denied) {
            return "A SecurityManager does not grant java.security.AllPermission to the code of dev.sexton.cleanup ("
                    + denied.getMessage()
                    + "), so no cleanup could be found or run. Grant it, or run without a SecurityManager";
        }
    }
}
