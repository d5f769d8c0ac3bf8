package dev.sexton.doctor.internal;

import dev.sexton.doctor.internal.reading.HprofReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes small dumps with whatever a JVM on this machine would not write: narrow or odd identifiers, old records. */
final class HprofBuilder {
    private static final long LOADER = 8;

    private final int idSize;
    private final long idStep;
    private final Map<String, Long> strings = new HashMap<>();
    private final ByteArrayOutputStream names = new ByteArrayOutputStream();
    private final List<byte[]> segments = new ArrayList<>();
    private final ByteArrayOutputStream heap = new ByteArrayOutputStream();
    private long nextId;
    private int serial;

    /** Ids are multiples of the step, in no particular order. */
    HprofBuilder(int idSize, long idStep) {
        this.idSize = idSize;
        this.idStep = idStep;
    }

    /** A field's name and its type: 2 refers to an object, 10 is an int. */
    record Field(String name, int type) {}

    static Field reference(String name) {
        return new Field(name, 2);
    }

    static Field number(String name) {
        return new Field(name, 10);
    }

    long newId() {
        nextId++;
        return (idSize == 4 ? 0x1000 : 0x7000_0000_0000L) + (nextId * 7919 % 100_003) * idStep;
    }

    private long string(String text) {
        Long known = strings.get(text);
        if (known != null) {
            return known;
        }
        long id = 1_000_000L + strings.size();
        strings.put(text, id);
        writeRecord(names, 0x01, content -> {
            writeId(content, id);
            content.write(text.getBytes(StandardCharsets.UTF_8));
        });
        return id;
    }

    /** A class, with static fields that refer to these objects. */
    long type(String name, long superclass, Map<String, Long> statics, Field... fields) {
        long id = newId();
        long nameId = string(name.replace('.', '/'));
        serial++;
        writeRecord(names, 0x02, content -> {
            content.writeInt(serial);
            writeId(content, id);
            content.writeInt(0);
            writeId(content, nameId);
        });
        write(heap, content -> {
            content.write(HprofReader.CLASS_DUMP);
            writeId(content, id);
            content.writeInt(0);
            writeId(content, superclass);
            writeId(content, LOADER);
            for (int i = 0; i < 4; i++) { // signers, protection domain, and two that are reserved
                writeId(content, 0);
            }
            content.writeInt(0);
            content.writeShort(1); // a constant pool, which JVMs leave empty
            content.writeShort(0);
            content.writeByte(10);
            content.writeInt(0);
            content.writeShort(statics.size());
            for (Map.Entry<String, Long> entry : statics.entrySet()) {
                writeId(content, string(entry.getKey()));
                content.writeByte(2);
                writeId(content, entry.getValue());
            }
            content.writeShort(fields.length);
            for (Field field : fields) {
                writeId(content, string(field.name()));
                content.writeByte(field.type());
            }
        });
        return id;
    }

    /** An instance; its values (Long: an id) are in the order of the fields of its class, then of its superclass … */
    void instance(long id, long type, Number... values) {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        write(fields, field -> {
            for (Number value : values) {
                if (value instanceof Long reference) {
                    writeId(field, reference);
                } else {
                    field.writeInt(value.intValue());
                }
            }
        });
        write(heap, content -> {
            content.write(HprofReader.INSTANCE_DUMP);
            writeId(content, id);
            content.writeInt(0);
            writeId(content, type);
            content.writeInt(fields.size());
            content.write(fields.toByteArray());
        });
    }

    void array(long id, long type, long... elements) {
        write(heap, content -> {
            content.write(HprofReader.OBJECT_ARRAY_DUMP);
            writeId(content, id);
            content.writeInt(0);
            content.writeInt(elements.length);
            writeId(content, type);
            for (long element : elements) {
                writeId(content, element);
            }
        });
    }

    void bytes(long id, int length) {
        write(heap, content -> {
            content.write(HprofReader.PRIMITIVE_ARRAY_DUMP);
            writeId(content, id);
            content.writeInt(0);
            content.writeInt(length);
            content.writeByte(8);
            content.write(new byte[length]);
        });
    }

    /** Something the JVM itself holds. */
    void root(long id) {
        write(heap, content -> {
            content.write(0xff);
            writeId(content, id);
        });
    }

    /** A class that is never unloaded. */
    void rootClass(long id) {
        write(heap, content -> {
            content.write(0x05);
            writeId(content, id);
        });
    }

    /** The content of all segments so far. */
    byte[] heap() {
        endSegment();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        segments.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** Writes all segments so far once more, as some tools do. */
    void repeatSegments() {
        endSegment();
        segments.addAll(List.copyOf(segments));
    }

    /** Begins another segment. */
    void endSegment() {
        segments.add(heap.toByteArray());
        heap.reset();
    }

    /** The dump, with one HEAP_DUMP record if it is to be like an old one, else with segments and an end. */
    byte[] build(boolean old) {
        endSegment();
        ByteArrayOutputStream dump = new ByteArrayOutputStream();
        write(dump, out -> {
            out.write(("JAVA PROFILE 1.0." + (old ? 1 : 2) + "\0").getBytes(StandardCharsets.US_ASCII));
            out.writeInt(idSize);
            out.writeLong(0);
            out.write(names.toByteArray());
        });
        if (old) {
            writeRecord(dump, 0x0c, out -> {
                for (byte[] segment : segments) {
                    out.write(segment);
                }
            });
            return dump.toByteArray();
        }
        for (byte[] segment : segments) {
            writeRecord(dump, 0x1c, out -> out.write(segment));
        }
        writeRecord(dump, 0x2c, out -> {});
        return dump.toByteArray();
    }

    private interface Content {
        void writeTo(DataOutputStream out) throws IOException;
    }

    private static void writeRecord(ByteArrayOutputStream out, int tag, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        write(bytes, content);
        write(out, target -> {
            target.writeByte(tag);
            target.writeInt(0);
            target.writeInt(bytes.size());
            target.write(bytes.toByteArray());
        });
    }

    private static void write(ByteArrayOutputStream out, Content content) {
        try {
            content.writeTo(new DataOutputStream(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void writeId(DataOutputStream out, long id) throws IOException {
        if (idSize == 4) {
            out.writeInt((int) id);
        } else {
            out.writeLong(id);
        }
    }
}
