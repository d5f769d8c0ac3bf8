package dev.sexton.doctor.internal.reading;

import dev.sexton.doctor.internal.primitives.LongIntMap;
import dev.sexton.doctor.internal.primitives.LongList;
import java.util.Set;

/** The dump's strings. There are many and few are needed, so only their places are kept. */
public final class Names {
    /** The JVM's own limit for a name, in bytes. */
    private static final int LONGEST = 0xffff;

    private static final Set<String> PRIMITIVES =
            Set.of("boolean", "byte", "char", "short", "int", "long", "float", "double");
    private static final String LAMBDA = "$$Lambda";

    private final MappedFile file;
    private final int idSize;
    private final LongIntMap ordinals = new LongIntMap();
    private final LongList positions = new LongList();

    public Names(MappedFile file, int idSize) {
        this.file = file;
        this.idSize = idSize;
    }

    public void add(long id, long at) {
        ordinals.put(id, positions.size());
        positions.add(at);
    }

    public String get(long id) {
        int ordinal = ordinals.get(id);
        if (ordinal == LongIntMap.ABSENT) {
            return "?";
        }
        long at = positions.get(ordinal);
        long length = file.u4(at - idSize - 4) - idSize;
        return decode(file.bytes(at, (int) Math.min(length, LONGEST)));
    }

    /**
     * Decodes what the JVM calls modified UTF-8: a char at a time, so that supplementary characters are two, and zero has two bytes.
     * Bytes that are none become U+FFFD.
     */
    static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int first = bytes[i] & 0xff;
            int length = first < 0x80 ? 1 : first >> 5 == 6 ? 2 : first >> 4 == 14 ? 3 : 0;
            if (length == 0 || i + length > bytes.length) {
                text.append('\ufffd');
                i++;
                continue;
            }
            int c = length == 1 ? first : length == 2 ? first & 0x1f : first & 0x0f;
            for (int k = 1; k < length; k++) {
                c = (c << 6) | (bytes[i + k] & 0x3f);
            }
            text.append((char) c);
            i += length;
        }
        return text.toString();
    }

    /** Returns a class's name as in a source, from the JVM's form: {@code [Ljava/lang/String;} is {@code java.lang.String[]}. */
    public static String ofClass(String name) {
        String element = name.replace('/', '.');
        StringBuilder dimensions = new StringBuilder();
        while (element.startsWith("[")) {
            element = element.substring(1);
            dimensions.append("[]");
        }
        return (dimensions.isEmpty() ? element : elementType(element)) + dimensions;
    }

    /**
     * Returns a class's name without what the JVM adds to that of a hidden class, which differs from run to run; of a lambda, the
     * class in which it is written.
     */
    public static String ofSource(String className) {
        int lambda = className.indexOf(LAMBDA);
        int end = lambda >= 0 ? lambda : className.indexOf("+0x");
        return end >= 0 ? className.substring(0, end) : className;
    }

    static boolean isPrimitive(String typeName) {
        return PRIMITIVES.contains(typeName);
    }

    public static boolean isLambda(String className) {
        return className.contains(LAMBDA);
    }

    private static String elementType(String descriptor) {
        return switch (descriptor) {
            case "Z" -> "boolean";
            case "B" -> "byte";
            case "C" -> "char";
            case "S" -> "short";
            case "I" -> "int";
            case "J" -> "long";
            case "F" -> "float";
            case "D" -> "double";
            default ->
                descriptor.startsWith("L") && descriptor.endsWith(";")
                        ? descriptor.substring(1, descriptor.length() - 1)
                        : descriptor;
        };
    }
}
