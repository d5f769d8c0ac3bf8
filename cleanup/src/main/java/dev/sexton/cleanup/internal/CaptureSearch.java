package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.internal.watch.Log;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * Looks for an object in what the runtime is going to hold.
 *
 * There is one rule for all of that: an action, an argument, a handler. All fields of it are looked at, whatever its class. From there the
 * search goes on through closures, whose content was fixed by the code that captured it: lambdas, method references, anonymous, local
 * and inner classes, arrays, and boxes such as Optional. A captured variable, such as the receiver of a method reference, counts as
 * an argument does: its fields are looked at, too. So there is at most one object of an ordinary class on the path. Through a second one
 * the search does not go: its fields may be cleared in time, and a whole heap hangs on them.
 */
final class CaptureSearch {
    /** Through how many holders the search goes. Closures that hold each other in a ring end here as well. */
    private static final int LEVELS = 4;

    /** How many elements of an array are looked at. */
    private static final int ELEMENTS = 256;

    /** The names of modules whose closures could not be read, and about which that has been logged. */
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private final Object object;
    private final Predicate<Object> isAlias;

    /** The module of the code that registers: fields that it does not open are worth a message. Null if none is. */
    private final @Nullable Module registering;

    CaptureSearch(Object object, Predicate<Object> isAlias, @Nullable Module registering) {
        this.object = object;
        this.isAlias = isAlias;
        this.registering = registering;
    }

    /** Returns the path from the holder to the object, to be put behind the holder's name; null if the object is not found. */
    @Nullable
    String pathFrom(Object holder) {
        return pathFrom(holder, LEVELS, Captures.isClosure(holder) ? 1 : 0);
    }

    /**
     * The same.
     *
     * @param levels how many holders may be on the path, this one included
     * @param ordinary how many of those after this one may be of ordinary classes
     */
    private @Nullable String pathFrom(Object holder, int levels, int ordinary) {
        if (holder instanceof Object[] array) {
            return pathFromArray(array, levels, ordinary);
        }
        for (Map.Entry<Field, @Nullable MethodHandle> capture :
                Captures.of(holder.getClass()).entrySet()) {
            MethodHandle getter = capture.getValue();
            if (getter == null) {
                tellThatItIsNotOpen(capture.getKey().getDeclaringClass());
                continue;
            }
            String rest = pathThrough(Captures.read(getter, holder), levels, ordinary);
            if (rest != null) {
                return step(capture.getKey()) + rest;
            }
        }
        return null;
    }

    private @Nullable String pathFromArray(Object[] array, int levels, int ordinary) {
        for (int i = 0; i < Math.min(array.length, ELEMENTS); i++) {
            String rest = pathThrough(array[i], levels, ordinary);
            if (rest != null) {
                return "[" + i + "]" + rest;
            }
        }
        return null;
    }

    private @Nullable String pathThrough(@Nullable Object held, int levels, int ordinary) {
        if (held == null) {
            return null;
        }
        if (held == object || isAlias.test(held)) {
            return "";
        }
        if (levels == 1 || Captures.isNone(held)) {
            return null;
        }
        if (Captures.isClosure(held)) {
            return pathFrom(held, levels - 1, ordinary);
        }
        return ordinary > 0 ? pathFrom(held, levels - 1, ordinary - 1) : null;
    }

    /** A part of the path, such as {@code .this$0 (of com.acme.Buffer$1)}. */
    private static String step(Field field) {
        return "." + field.getName() + " (of " + field.getDeclaringClass().getName() + ")";
    }

    private void tellThatItIsNotOpen(Class<?> type) {
        Module module = type.getModule();
        if (module == registering && TOLD.add(module.getName())) {
            Module reader = CaptureSearch.class.getModule();
            Log.notOpen(module.getName(), type.getPackageName(), reader.isNamed() ? " to " + reader.getName() : "");
        }
    }
}
