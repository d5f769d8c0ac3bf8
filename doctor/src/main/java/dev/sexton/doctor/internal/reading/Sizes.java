package dev.sexton.doctor.internal.reading;

/**
 * Estimates how many bytes objects take in the JVM's heap. A dump does not say: it has each field's value, not its place.
 * References count as compressed where all addresses lie below 32 GB; headers have 12 bytes then, otherwise 16.
 */
public final class Sizes {
    private static final int ALIGNMENT = 8;

    private final int reference;
    private final int header;

    public Sizes(int idSize, long highestAddress) {
        boolean narrow = idSize == 4 || highestAddress >>> 35 == 0;
        reference = narrow ? 4 : 8;
        header = narrow ? 12 : 16;
    }

    int ofField(int type, HprofReader reader) {
        return type == HprofReader.OBJECT ? reference : reader.sizeOf(type);
    }

    long ofInstance(long fieldBytes) {
        return align(header + fieldBytes);
    }

    public long ofObjectArray(long count) {
        return ofPrimitiveArray(count, reference);
    }

    public long ofPrimitiveArray(long count, int elementSize) {
        return align(header + 4 + count * elementSize);
    }

    private static long align(long bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }
}
