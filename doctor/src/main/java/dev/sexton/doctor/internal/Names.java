package dev.sexton.doctor.internal;

import java.nio.charset.StandardCharsets;

/** The dump's strings, of which there are many and few are wanted: only where they are is kept. */
final class Names {
    /** The JVM's own limit for a name, in bytes. */
    private static final int LONGEST = 0xffff;

    private final MappedFile file;
    private final int idSize;
    private final LongIntMap ordinals = new LongIntMap();
    private final LongList positions = new LongList();

    Names(MappedFile file, int idSize) {
        this.file = file;
        this.idSize = idSize;
    }

    void add(long id, long at) {
        ordinals.put(id, positions.size());
        positions.add(at);
    }

    String get(long id) {
        int ordinal = ordinals.get(id);
        if (ordinal == LongIntMap.ABSENT) {
            return "?";
        }
        long at = positions.get(ordinal);
        long length = file.u4(at - idSize - 4) - idSize;
        return new String(file.bytes(at, (int) Math.min(length, LONGEST)), StandardCharsets.UTF_8);
    }

    /** A class's name as in a source, from the JVM's form: {@code [Ljava/lang/String;} is {@code java.lang.String[]}. */
    static String ofClass(String name) {
        String element = name.replace('/', '.');
        StringBuilder dimensions = new StringBuilder();
        while (element.startsWith("[")) {
            element = element.substring(1);
            dimensions.append("[]");
        }
        return (dimensions.isEmpty() ? element : elementType(element)) + dimensions;
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
