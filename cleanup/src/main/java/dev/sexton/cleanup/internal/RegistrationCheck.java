package dev.sexton.cleanup.internal;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/*
 * Rejects registrations whose cleanup would never run, before anything is recorded.
 *
 * The runtime holds the action and the argument until the cleanup runs. If the object can be reached from one of them, it
 * never becomes unreachable. The check looks at all fields of the action and of the argument, whatever their class, and goes
 * on from there through closures: lambdas, method references, and anonymous, local and inner classes, whose captures are
 * fixed. It does not go on through other classes: their fields may be set to null in time, and a whole heap hangs on them.
 *
 * How to read the fields of a class is found out once per class. What a module does not open cannot be read and is let
 * through. A closure that captures nothing costs one look into a ClassValue.
 */
final class RegistrationCheck {
    /** Through how many closures the check goes. Closures that hold each other in a ring end here as well. */
    private static final int LEVELS = 4;

    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
            return Shape.of(type);
        }
    };

    private RegistrationCheck() {}

    static void check(Object object, Object action, @Nullable Object argument) {
        Objects.requireNonNull(object, "object is null: nothing could become unreachable, the cleanup would never run");
        Objects.requireNonNull(action, "action is null: there would be nothing to run");
        if (argument == object) {
            throw unreachable(object, "the argument is the object itself");
        }
        if (action == object) {
            throw unreachable(object, "the action is the object itself");
        }
        if (!SHAPES.get(object.getClass()).hasIdentity) {
            throw new IllegalArgumentException(
                    "An object of " + object.getClass().getName()
                            + " has no identity, so it cannot be said to become unreachable: the cleanup would never run, or run"
                            + " while an equal object is in use. Attach it to an object of a class of your own");
        }
        look(object, action, "action", LEVELS);
        if (argument != null) {
            look(object, argument, "argument", LEVELS);
        }
    }

    private static void look(Object object, Object holder, String path, int levels) {
        for (Shape.Capture capture : SHAPES.get(holder.getClass()).captures) {
            Object held = capture.in(holder);
            if (held == object) {
                throw unreachable(object, "it can be reached from its cleanup by " + path + capture);
            }
            if (held != null && levels > 1 && SHAPES.get(held.getClass()).isClosure) {
                look(object, held, path + capture, levels - 1);
            }
        }
    }

    private static IllegalArgumentException unreachable(Object object, String how) {
        return new IllegalArgumentException("The cleanup would never run: " + how + ", and so the object (a "
                + object.getClass().getName()
                + ") never becomes unreachable. Let the action be a static method or a lambda that captures nothing, and"
                + " hand over what it needs as the argument");
    }

    /** What the check has to know of a class. */
    private static final class Shape {
        private static final Capture[] NONE = {};

        final boolean hasIdentity;
        final boolean isClosure;
        final Capture[] captures;

        private Shape(boolean hasIdentity, boolean isClosure, Capture[] captures) {
            this.hasIdentity = hasIdentity;
            this.isClosure = isClosure;
            this.captures = captures;
        }

        static Shape of(Class<?> type) {
            return new Shape(!isValueBased(type), isClosure(type), captures(type));
        }

        /** The JDK marks value-based classes with an annotation that is not for others, and some only in their Javadoc. */
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
            return type.isHidden()
                    || type.isAnonymousClass()
                    || type.isLocalClass()
                    || (type.isMemberClass() && !Modifier.isStatic(type.getModifiers()));
        }

        private static Capture[] captures(Class<?> type) {
            List<Capture> found = new ArrayList<>();
            // A Reference's own fields are not followed: its referent is held weakly, or not by this Reference alone.
            for (Class<?> c = type; c != null && c != Reference.class && c != Object.class; c = c.getSuperclass()) {
                for (Field field : fields(c)) {
                    if (!Modifier.isStatic(field.getModifiers())
                            && !field.getType().isPrimitive()
                            && field.trySetAccessible()) {
                        found.add(Capture.of(field));
                    }
                }
            }
            return found.isEmpty() ? NONE : found.toArray(NONE);
        }

        private static Field[] fields(Class<?> type) {
            try {
                return type.getDeclaredFields();
            } catch (LinkageError | SecurityException cannotBeInspected) {
                return new Field[0];
            }
        }

        /** One field that can hold a reference. */
        private record Capture(String name, String declaredBy, MethodHandle getter) {
            private static final MethodType OBJECT_TO_OBJECT = MethodType.methodType(Object.class, Object.class);

            static Capture of(Field field) {
                try {
                    MethodHandle getter = MethodHandles.lookup().unreflectGetter(field);
                    return new Capture(
                            field.getName(), field.getDeclaringClass().getName(), getter.asType(OBJECT_TO_OBJECT));
                } catch (IllegalAccessException e) {
                    throw new AssertionError("was made accessible: " + field, e);
                }
            }

            @Nullable
            Object in(Object holder) {
                try {
                    return (Object) getter.invokeExact(holder);
                } catch (Throwable e) {
                    throw new AssertionError("a field's getter does not throw: " + this, e);
                }
            }

            /** A part of the path, such as {@code .this$0 (of com.acme.Buffer$1)}. */
            @Override
            public String toString() {
                return "." + name + " (of " + declaredBy + ")";
            }
        }
    }
}
