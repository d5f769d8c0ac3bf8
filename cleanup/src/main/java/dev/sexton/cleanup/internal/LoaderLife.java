package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.internal.work.Privileged;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * Classes, modules and enum constants live as long as their class loader, and a loader as long as any class or object of it or of a loader
 * below it. So an action whose own class comes from there keeps such an object alive, whatever it captures.
 */
/** Objects that live as long as a class loader, and what else keeps that loader alive. */
final class LoaderLife {
    private LoaderLife() {}

    /** Returns what else keeps the object alive: nothing, unless the object lives as long as a class loader. */
    static Predicate<Object> aliasesOf(Object object) {
        if (object instanceof Class<?> type && type.isHidden()) {
            return held -> typeOf(held) == type; // its loader does not hold it
        }
        if (object instanceof Class<?>
                || object instanceof ClassLoader
                || object instanceof Module
                || object instanceof Enum<?>) {
            return aliasesOfLoader(object);
        }
        return LoaderLife::isNothing;
    }

    private static boolean isNothing(Object held) {
        return false;
    }

    private static Predicate<Object> aliasesOfLoader(Object object) {
        ClassLoader loader = Privileged.call(() -> loaderOf(object));
        if (isAtOrBelow(LoaderLife.class, loader)) {
            throw new IllegalArgumentException("The cleanup would never run: the object (a "
                    + object.getClass().getName()
                    + ") lives as long as its class loader, which this library itself keeps alive. Attach it to an object"
                    + " that dies earlier");
        }
        return held -> isAtOrBelow(held, loader);
    }

    /** Returns whether this object is of the loader or of one below it, and so keeps the loader alive. */
    static boolean isAtOrBelow(Object held, @Nullable ClassLoader loader) {
        return Privileged.call(() -> {
            for (ClassLoader l = loaderOf(held); l != loader; l = l.getParent()) {
                if (l == null) {
                    return false;
                }
            }
            return true;
        });
    }

    private static @Nullable ClassLoader loaderOf(Object object) {
        if (object instanceof ClassLoader loader) {
            return loader;
        }
        return object instanceof Module module
                ? module.getClassLoader()
                : typeOf(object).getClassLoader();
    }

    private static Class<?> typeOf(Object object) {
        return object instanceof Class<?> type ? type : object.getClass();
    }
}
