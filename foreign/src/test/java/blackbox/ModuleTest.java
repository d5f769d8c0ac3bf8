package blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cleanup.Cleanups;
import dev.sexton.foreign.SegmentCleanups;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The library as others see it: as a module, and on the class path. */
class ModuleTest {
    @Test
    void onlyTheApiIsExported() {
        ModuleDescriptor module = ModuleFinder.of(Path.of(path(SegmentCleanups.class)))
                .find("dev.sexton.foreign")
                .orElseThrow()
                .descriptor();
        assertThat(module.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("dev.sexton.foreign");
        assertThat(module.opens()).isEmpty();
    }

    @Test
    void onTheModulePath() throws Exception {
        assertWorks(
                "-p",
                path(SegmentCleanups.class, Cleanups.class),
                "--add-modules=dev.sexton.foreign",
                "-cp",
                path(Client.class));
    }

    @Test
    void onTheClassPath() throws Exception {
        assertWorks("-cp", path(SegmentCleanups.class, Cleanups.class, Client.class));
    }

    private static void assertWorks(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.add(Client.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor()).as(() -> String.join("\n", lines)).isZero();
        assertThat(lines).hasSize(3).startsWith("ran", "reclaimed: true");
        assertThat(lines.get(2))
                .startsWith("The cleanup would never run")
                .contains("by action.arg$1 (of blackbox.Client");
    }

    private static String path(Class<?>... classes) {
        return Stream.of(classes).map(ModuleTest::placeOf).collect(Collectors.joining(File.pathSeparator));
    }

    private static String placeOf(Class<?> c) {
        try {
            return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
