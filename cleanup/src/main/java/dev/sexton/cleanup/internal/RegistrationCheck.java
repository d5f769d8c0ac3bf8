package dev.sexton.cleanup.internal;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * Rejects registrations whose cleanup would never run, before anything is recorded.
 *
 * The runtime holds the action and the argument until the cleanup runs. If the object can be reached from one of them, it
 * never becomes unreachable. The check looks at all fields of the action and of the argument, whatever their class, and goes
 * on from there through closures: lambdas, method references, and anonymous, local and inner classes, whose captures are
 * fixed. It does not go on through other classes: their fields may be set to null in time, and a whole heap hangs on them.
 *
 * The accessors of a class are made once and kept with the class. They are objects of the JDK's classes alone: they hang on
 * classes like Long, and would otherwise keep this library's class loader alive forever. Fields that a module does not open
 * cannot be read, and are let through. A closure that captures nothing costs a look into a ClassValue.
 */
final class RegistrationCheck {
    /** Through how many closures the check goes. Closures that hold each other in a ring end here as well. */
    private static final int LEVELS = 4;

    private static final MethodType OBJECT_TO_OBJECT = MethodType.methodType(Object.class, Object.class);

    private static final ClassValue<Boolean> HAS_IDENTITY = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return !isValueBased(type);
        }
    };

    private static final ClassValue<Boolean> IS_CLOSURE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isClosure(type);
        }
    };

    /** The fields that can hold a reference, in the order of declaration, and how to read each: (Object)Object. */
    private static final ClassValue<Map<Field, MethodHandle>> CAPTURES = new ClassValue<>() {
        @Override
        protected Map<Field, MethodHandle> computeValue(Class<?> type) {
            return captures(type);
        }
    };

    private RegistrationCheck() {}

    static void check(Object object, Object action, @Nullable Object argument) {
        check(object, action, argument, RegistrationCheck::hasNoAlias);
    }

    private static boolean hasNoAlias(Object held) {
        return false;
    }

    /** The same for an object that each of its aliases reaches as well, such as a part that holds the whole. */
    static void check(Object object, Object action, @Nullable Object argument, Predicate<Object> isAlias) {
        Objects.requireNonNull(object, "object is null: nothing could become unreachable, the cleanup would never run");
        Objects.requireNonNull(action, "action is null: there would be nothing to run");
        if (argument == object) {
            throw unreachable(object, "the argument is the object itself");
        }
        if (action == object) {
            throw unreachable(object, "the action is the object itself");
        }
        if (argument != null && isAlias.test(argument)) {
            throw unreachable(object, "the argument (a " + argument.getClass().getName() + ") holds it");
        }
        Class<?> type = object.getClass();
        // Only the JDK has value-based classes. A look at the loader is cheaper than one into a ClassValue: a tenth of
        // an add.
        if (type.getClassLoader() == null && !HAS_IDENTITY.get(type)) {
            throw new IllegalArgumentException("An object of " + type.getName()
                    + " has no identity, so it cannot be said to become unreachable: the cleanup would never run, or run"
                    + " while an equal object is in use. Attach it to an object of a class of your own");
        }
        searchCaptures(object, isAlias, action, "action", LEVELS);
        if (argument != null) {
            searchCaptures(object, isAlias, argument, "argument", LEVELS);
        }
    }

    private static void searchCaptures(
            Object object, Predicate<Object> isAlias, Object holder, String path, int levels) {
        Map<Field, MethodHandle> captures = CAPTURES.get(holder.getClass());
        if (captures.isEmpty()) {
            return;
        }
        for (Map.Entry<Field, MethodHandle> capture : captures.entrySet()) {
            Object held = read(capture.getValue(), holder);
            if (held == null) {
                continue;
            }
            if (held == object || isAlias.test(held)) {
                throw unreachable(object, "it can be reached from its cleanup by " + path + step(capture.getKey()));
            }
            if (levels > 1 && IS_CLOSURE.get(held.getClass())) {
                searchCaptures(object, isAlias, held, path + step(capture.getKey()), levels - 1);
            }
        }
    }

    private static @Nullable Object read(MethodHandle getter, Object holder) {
        try {
            return (Object) getter.invokeExact(holder);
        } catch (Error noMemoryOrStack) {
            throw noMemoryOrStack;
        } catch (Throwable e) {
            throw new AssertionError("a field's getter does not throw", e);
        }
    }

    /** A part of the path, such as {@code .this$0 (of com.acme.Buffer$1)}. */
    private static String step(Field field) {
        return "." + field.getName() + " (of " + field.getDeclaringClass().getName() + ")";
    }

    private static IllegalArgumentException unreachable(Object object, String how) {
        return new IllegalArgumentException("The cleanup would never run: " + how + ", and so the object (a "
                + object.getClass().getName()
                + ") never becomes unreachable. Let the action be a static method or a lambda that captures nothing, and"
                + " hand over what it needs as the argument");
    }

    /**
     * For the JDK's own classes. It marks value-based ones with an annotation that is not for others, and some only in their
     * Javadoc. Reading the annotations of a user's class may need classes that are missing.
     */
    private static boolean isValueBased(Class<?> type) {
        for (Annotation annotation : type.getAnnotations()) {
            if (annotation.annotationType().getName().equals("jdk.internal.ValueBased")) {
                return true;
            }
        }
        return type.getName().startsWith("java.util.ImmutableCollections$");
    }

    /** Lambdas and method references are hidden classes. Local and anonymous classes have no static modifier of their own. */
    private static boolean isClosure(Class<?> type) {
        try {
            return type.isHidden()
                    || type.isAnonymousClass()
                    || type.isLocalClass()
                    || (type.isMemberClass() && !Modifier.isStatic(type.getModifiers()));
        } catch (LinkageError | InternalError cannotBeInspected) {
            return false; // its outer class is missing, or says otherwise
        }
    }

    private static Map<Field, MethodHandle> captures(Class<?> type) {
        Map<Field, MethodHandle> captures = new LinkedHashMap<>();
        // A Reference's own fields are not followed: its referent is held weakly, or not by this Reference alone.
        for (Class<?> c = type; c != null && c != Reference.class && c != Object.class; c = c.getSuperclass()) {
            for (Field field : fields(c)) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && field.trySetAccessible()) {
                    captures.put(field, getter(field));
                }
            }
        }
        return captures.isEmpty() ? Map.of() : captures;
    }

    private static Field[] fields(Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (LinkageError | SecurityException cannotBeInspected) {
            return new Field[0];
        }
    }

    private static MethodHandle getter(Field field) {
        try {
            return MethodHandles.lookup().unreflectGetter(field).asType(OBJECT_TO_OBJECT);
        } catch (IllegalAccessException e) {
            throw new AssertionError("was made accessible: " + field, e);
        }
    }
}
