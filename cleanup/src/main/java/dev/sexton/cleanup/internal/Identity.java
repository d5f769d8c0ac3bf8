package dev.sexton.cleanup.internal;

import dev.sexton.cleanup.internal.work.Privileged;
import java.lang.annotation.Annotation;
import java.util.Set;

/*
 * The JDK marks many of its value-based classes with an annotation that is not for others, and says it of some only in their Javadoc; of
 * interfaces it says it for whatever implements them. So there is a rule for the former and a list for the latter. IdentityTest compares
 * both with the class files, and where there are sources with the Javadoc, of the JDK that it runs on.
 */
/** Tells which objects have no identity: the JVM or the JDK may replace them by equal ones at any time. */
final class Identity {
    private static final String MEMORY_SEGMENT = "java.lang.foreign.MemorySegment";

    /** The classes and interfaces that are value-based by their Javadoc alone, with all that extend or implement them. */
    private static final Set<String> BY_THEIR_JAVADOC = Set.of(
            MEMORY_SEGMENT,
            "java.lang.foreign.FunctionDescriptor",
            "java.lang.foreign.Linker",
            "java.lang.foreign.MemoryLayout",
            "java.lang.constant.ClassDesc",
            "java.lang.constant.DynamicCallSiteDesc",
            "java.lang.constant.DynamicConstantDesc",
            "java.lang.constant.MethodHandleDesc",
            "java.lang.constant.MethodTypeDesc",
            "java.lang.constant.ModuleDesc",
            "java.lang.constant.PackageDesc",
            "java.lang.ProcessHandle",
            "java.lang.Runtime$Version",
            "java.time.ZoneId",
            "java.util.HexFormat",
            "jdk.incubator.foreign.FunctionDescriptor",
            "jdk.incubator.foreign.MemoryAddress",
            "jdk.incubator.foreign.MemoryLayout",
            "jdk.incubator.foreign.MemorySegment",
            "jdk.incubator.vector.Vector",
            "jdk.incubator.vector.VectorMask",
            "jdk.incubator.vector.VectorShuffle",
            "jdk.incubator.vector.VectorSpecies");

    private static final ClassValue<Boolean> IS_VALUE_BASED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return Privileged.call(() -> isValueBased(type));
        }
    };

    private Identity() {}

    /** Throws IllegalArgumentException if the object has no identity. */
    static void require(Object object) {
        Class<?> type = object.getClass();
        if (isOfTheJdk(type) && IS_VALUE_BASED.get(type)) {
            throw new IllegalArgumentException("An object of " + type.getName()
                    + " has no identity, so it cannot be said to become unreachable: the cleanup would never run, or run"
                    + " while an equal object is in use. " + remedy(type));
        }
    }

    private static String remedy(Class<?> type) {
        return isOrExtends(type, Set.of(MEMORY_SEGMENT))
                ? "Register it with SegmentCleanups.add, of the module dev.sexton.foreign, which watches the segment's memory"
                : "Attach it to an object of a class of your own";
    }

    /** Only the JDK has value-based classes. A look at the loader is cheaper than one into a ClassValue: a tenth of an add. */
    private static boolean isOfTheJdk(Class<?> type) {
        try {
            return type.getClassLoader() == null;
        } catch (SecurityException loaderIsNotForTheCaller) {
            return true; // and the ClassValue decides
        }
    }

    /** For the JDK's own classes alone: reading the annotations of a user's class may need classes that are missing. */
    static boolean isValueBased(Class<?> type) {
        return type.getClassLoader() == null
                && (isAnnotated(type)
                        // On Java 25 its maps lack the annotation that they had on 17.
                        || type.getName().startsWith("java.util.ImmutableCollections$")
                        || isOrExtends(type, BY_THEIR_JAVADOC));
    }

    private static boolean isAnnotated(Class<?> type) {
        for (Annotation annotation : type.getAnnotations()) {
            if (annotation.annotationType().getName().equals("jdk.internal.ValueBased")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOrExtends(Class<?> type, Set<String> names) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (names.contains(c.getName())) {
                return true;
            }
            for (Class<?> implemented : c.getInterfaces()) {
                if (isOrExtends(implemented, names)) {
                    return true;
                }
            }
        }
        return false;
    }
}
