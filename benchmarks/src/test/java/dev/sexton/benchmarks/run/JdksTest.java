package dev.sexton.benchmarks.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdksTest {
    @TempDir
    private Path temporary;

    @Test
    void findsAJdkByItsReleaseFile() throws Exception {
        jdk("a25", "25.0.3");
        jdk("b170", "170.1");
        Path wanted = jdk("c17", "17.0.15");

        assertThat(new Jdks("/nowhere:" + temporary).find(17)).contains(wanted);
    }

    @Test
    void findsNoneWhereThereIsNone() throws Exception {
        jdk("a25", "25");

        assertThat(new Jdks(temporary.toString()).find(17)).isEmpty();
    }

    private Path jdk(String name, String version) throws Exception {
        Path java =
                Files.createDirectories(temporary.resolve(name).resolve("bin")).resolve("java");
        Files.createFile(java);
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(temporary.resolve(name).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return java;
    }
}
