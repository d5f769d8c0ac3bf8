package dev.sexton.cleanup.internal;

import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * Rejects registrations whose cleanup would never run, before anything is recorded.
 *
 * The runtime holds the action and the argument until the cleanup runs, and its own handlers all the time. If the object can be reached
 * from one of them, it never becomes unreachable. CaptureSearch has the rule. Fields that a module does not open cannot be read, and are
 * let through. An action that captures nothing costs a look into a ClassValue.
 */
final class RegistrationCheck {
    /** Those of the runtime's handlers that hold something, by name. */
    private final Map<String, Object> handlers;

    /** Makes the check of a runtime with these handlers. */
    RegistrationCheck(Map<String, Object> handlers) {
        this.handlers = handlers;
    }

    /** Makes all checks of a registration with this runtime. */
    void check(Object object, Object action, @Nullable Object argument) {
        requireNonNulls(object, action);
        Identity.require(object);
        Predicate<Object> isAlias = LoaderLife.aliasesOf(object);
        checkCaptures(object, action, argument, isAlias);
        if (!handlers.isEmpty()) {
            handlers.forEach((name, handler) -> checkHandler(object, isAlias, name, handler));
        }
    }

    /** Makes the checks for an object that only stands for the one whose death is awaited; each alias reaches that one as well. */
    static void check(Object object, Object action, @Nullable Object argument, Predicate<Object> isAlias) {
        requireNonNulls(object, action);
        checkCaptures(object, action, argument, isAlias);
    }

    private static void requireNonNulls(Object object, Object action) {
        Objects.requireNonNull(object, "object is null: nothing could become unreachable, the cleanup would never run");
        Objects.requireNonNull(action, "action is null: there would be nothing to run");
    }

    private static void checkCaptures(
            Object object, Object action, @Nullable Object argument, Predicate<Object> isAlias) {
        checkHeld(object, isAlias, "argument", argument, action);
        checkHeld(object, isAlias, "action", action, action);
    }

    private static void checkHeld(
            Object object, Predicate<Object> isAlias, String name, @Nullable Object held, Object action) {
        if (held == null) {
            return;
        }
        if (held == object) {
            throw unreachable(object, "the " + name + " is the object itself", "");
        }
        if (isAlias.test(held)) {
            throw unreachable(object, "the " + name + " (a " + held.getClass().getName() + ") holds it", "");
        }
        if (!Captures.isNone(held)) {
            Module module = action.getClass().getModule();
            String path = new CaptureSearch(object, isAlias, module).pathFrom(held);
            if (path != null) {
                throw unreachable(
                        object,
                        "it can be reached from its cleanup by " + name + path,
                        " If a field on that" + " path will be cleared in time, mark the field @ClearedLater");
            }
        }
    }

    private static IllegalArgumentException unreachable(Object object, String how, String more) {
        return new IllegalArgumentException("The cleanup would never run: " + how + ", and so the object (a "
                + object.getClass().getName()
                + ") never becomes unreachable. Let the action be a static method or a lambda that captures nothing, and"
                + " hand over what it needs as the argument." + more);
    }

    private static void checkHandler(Object object, Predicate<Object> isAlias, String name, Object handler) {
        String path = handler == object || isAlias.test(handler)
                ? ""
                : new CaptureSearch(object, isAlias, null).pathFrom(handler);
        if (path != null) {
            throw new IllegalArgumentException("The cleanup would never run: its runtime holds the object (a "
                    + object.getClass().getName() + ") by " + name + path
                    + ", and so it never becomes unreachable. Let the handler be a static method or a lambda that does not"
                    + " capture the object, or register the object with another runtime");
        }
    }
}
