package dev.sexton.doctor.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Names are in the JVM's form of UTF-8, which the JDK writes, too. */
class NamesTest {
    @Test
    void everyCharacterIsDecoded() throws IOException {
        String name = "Größe\u0000 → 😀\ud800";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(name);

        assertThat(Names.decode(Arrays.copyOfRange(bytes.toByteArray(), 2, bytes.size())))
                .isEqualTo(name);
    }

    @Test
    void bytesThatAreNoCharacterAreReplaced() {
        assertThat(Names.decode(new byte[] {'a', (byte) 0xff, (byte) 0x80, 'b', (byte) 0xe2, (byte) 0x82}))
                .isEqualTo("a\ufffd\ufffdb\ufffd\ufffd");
    }
}
