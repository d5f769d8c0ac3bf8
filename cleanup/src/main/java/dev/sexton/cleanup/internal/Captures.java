package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.ClearedLater;
import dev.sexton.cleanup.internal.work.Privileged;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/*
 * The fields through which an object of a class can hold others, and how to read them.
 *
 * The accessors of a class are made once and kept with the class. They are objects of the JDK's classes alone: they hang on
 * classes like Long, and would otherwise keep this library's class loader alive forever.
 */
/** The references in the objects of a class. */
final class Captures {
    private static final MethodType OBJECT_TO_OBJECT = MethodType.methodType(Object.class, Object.class);

    /** Stands for the call of Proxy.getInvocationHandler: a handle of that method would be bound to this class. */
    private static final MethodHandle OF_PROXY = MethodHandles.identity(Object.class);

    private static final String IMMUTABLE_COLLECTION = "java.util.ImmutableCollections$";

    /** Classes in which code compiled from other languages keeps captured variables, with their subclasses: functions, and boxes. */
    private static final Set<String> OF_OTHER_LANGUAGES = Set.of(
            "clojure.lang.AFn",
            "groovy.lang.Closure",
            "groovy.lang.Reference",
            "kotlin.jvm.internal.CallableReference",
            "kotlin.jvm.internal.Lambda",
            "kotlin.jvm.internal.Ref$ObjectRef",
            "scala.runtime.AbstractFunction0",
            "scala.runtime.AbstractFunction1",
            "scala.runtime.ObjectRef",
            "scala.runtime.VolatileObjectRef");

    private static final ClassValue<Boolean> IS_CLOSURE = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Privileged.call(() -> isClosure(type));
        }
    };

    /** A null for a getter: its module does not open the field. */
    private static final ClassValue<Map<Field, @Nullable MethodHandle>> CAPTURES = new ClassValue<>() {
        @Override
        protected Map<Field, @Nullable MethodHandle> computeValue(Class<?> type) {
            return Privileged.call(() -> captures(type));
        }
    };

    private Captures() {}

    /** The fields that can hold a reference, in the order of declaration, and how to read each: (Object)Object, or null. */
    static Map<Field, @Nullable MethodHandle> of(Class<?> type) {
        return CAPTURES.get(type);
    }

    /** Whether nothing can be found in it. */
    static boolean isNone(Object holder) {
        return !(holder instanceof Object[]) && of(holder.getClass()).isEmpty();
    }

    /** Whether it is one of those whose content was fixed by the code that captured it, or stands for such a content. */
    static boolean isClosure(Object holder) {
        return holder instanceof Object[] || IS_CLOSURE.get(holder.getClass());
    }

    static @Nullable Object read(MethodHandle getter, Object holder) {
        try {
            return getter == OF_PROXY ? Proxy.getInvocationHandler(holder) : (Object) getter.invokeExact(holder);
        } catch (Error noMemoryOrStack) {
            throw noMemoryOrStack;
        } catch (Throwable e) {
            throw new AssertionError("a field's getter does not throw", e);
        }
    }

    /** Lambdas and method references are hidden classes. Local and anonymous classes have no static modifier of their own. */
    private static boolean isClosure(Class<?> type) {
        try {
            return type.isHidden()
                    || type.isAnonymousClass()
                    || type.isLocalClass()
                    || (type.isMemberClass() && !Modifier.isStatic(type.getModifiers()))
                    || isBox(type);
        } catch (LinkageError | InternalError cannotBeInspected) {
            return false; // its outer class is missing, or says otherwise
        }
    }

    private static boolean isBox(Class<?> type) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (OF_OTHER_LANGUAGES.contains(c.getName())) {
                return true;
            }
        }
        return AtomicReference.class.isAssignableFrom(type)
                || type == Optional.class
                || Proxy.isProxyClass(type)
                || type.getName().startsWith(IMMUTABLE_COLLECTION);
    }

    private static Map<Field, @Nullable MethodHandle> captures(Class<?> type) {
        Map<Field, @Nullable MethodHandle> captures = new LinkedHashMap<>();
        // A Reference's own fields are not followed: its referent is held weakly, or not by this Reference alone.
        for (Class<?> c = type; c != null && c != Reference.class && c != Object.class; c = c.getSuperclass()) {
            MethodHandle content = contentGetter(c);
            for (Field field : fields(c)) {
                if (content != null && !Modifier.isStatic(field.getModifiers())) {
                    captures.put(field, content);
                    break; // one way to all of it
                } else if (content == null && canHoldObjects(field)) {
                    addField(captures, field);
                }
            }
        }
        return captures.isEmpty() ? Map.of() : captures;
    }

    private static void addField(Map<Field, @Nullable MethodHandle> captures, Field field) {
        if (field.trySetAccessible()) {
            captures.put(field, getter(field));
        } else if (!isOfTheJdk(field.getDeclaringClass().getModule())) {
            captures.put(field, null);
        }
    }

    private static boolean canHoldObjects(Field field) {
        return !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive() && !isClearedLater(field);
    }

    private static boolean isClearedLater(Field field) {
        try {
            return field.isAnnotationPresent(ClearedLater.class);
        } catch (LinkageError | ArrayStoreException anotherAnnotationIsMissing) {
            return false;
        }
    }

    private static boolean isOfTheJdk(Module module) {
        String name = module.getName();
        return name != null && (name.startsWith("java.") || name.startsWith("jdk."));
    }

    private static Field[] fields(Class<?> type) {
        try {
            return type.getDeclaredFields();
        } catch (LinkageError cannotBeInspected) {
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

    /** The JDK opens none of its fields, but some of its classes give away what they hold. Null for all others. */
    private static @Nullable MethodHandle contentGetter(Class<?> type) {
        try {
            MethodHandle content = findContentGetter(type, MethodHandles.publicLookup());
            return content == null ? null : content.asType(OBJECT_TO_OBJECT); // itself, if it is of that type
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new LinkageError("not as the JDK documents it: " + type, e);
        }
    }

    private static @Nullable MethodHandle findContentGetter(Class<?> type, MethodHandles.Lookup lookup)
            throws NoSuchMethodException, IllegalAccessException {
        if (type == AtomicReference.class) {
            return lookup.findVirtual(type, "get", MethodType.methodType(Object.class));
        }
        if (type == Optional.class) {
            MethodHandle orElse = lookup.findVirtual(type, "orElse", OBJECT_TO_OBJECT);
            return MethodHandles.insertArguments(orElse, 1, (Object) null);
        }
        if (type == Proxy.class) {
            return OF_PROXY;
        }
        if (type.getName().startsWith(IMMUTABLE_COLLECTION)) {
            return findElementsGetter(type, lookup);
        }
        return null;
    }

    private static @Nullable MethodHandle findElementsGetter(Class<?> type, MethodHandles.Lookup lookup)
            throws NoSuchMethodException, IllegalAccessException {
        MethodHandle toArray = lookup.findVirtual(Collection.class, "toArray", MethodType.methodType(Object[].class));
        if (Collection.class.isAssignableFrom(type)) {
            return toArray;
        }
        return Map.class.isAssignableFrom(type)
                ? MethodHandles.filterReturnValue(
                        lookup.findVirtual(Map.class, "values", MethodType.methodType(Collection.class)), toArray)
                : null;
    }
}
