package dev.sexton.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.sun.management.HotSpotDiagnosticMXBean;
import dev.sexton.cli.Main;
import dev.sexton.cli.Printed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A browser shows the page, on a phone and on a desk, light and dark: nothing has to be scrolled sideways, no script fails, and the
 * drawings can be seen. With {@code -Dsexton.page.pictures=DIRECTORY} it leaves its pictures there.
 */
class DoctorPageIT {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Map<Object, Object> BY_KEY = new WeakHashMap<>();
    private static final List<Object> KEPT = new ArrayList<>();

    /** The faults that a reader would notice: how far the page can be scrolled sideways, and which drawings are hidden. */
    private static final String LOOK = """
            (() => {
              const page = document.documentElement, drawings = [...document.querySelectorAll('svg')];
              return {
                sideways: Math.max(page.scrollWidth, document.body.scrollWidth) - page.clientWidth,
                drawings: drawings.length,
                hidden: drawings.filter(drawing => {
                  const box = drawing.getBoundingClientRect(), around = drawing.parentElement.getBoundingClientRect();
                  return !drawing.checkVisibility() || box.width < 100 || box.height < 100
                      || box.right > around.right + 1 || box.left < 0;
                }).length,
                cut: [...document.querySelectorAll('svg text')].filter(text => {
                  const box = text.getBoundingClientRect(), whole = text.ownerSVGElement.getBoundingClientRect();
                  return box.right > whole.right + 1 || box.bottom > whole.bottom + 1;
                }).map(text => text.textContent)
              };
            })()""";

    @TempDir
    private static Path directory;

    private static Path page;
    private static Chromium browser;

    /** Names as they are in real programs: too long for a line. */
    private static final class ConfigurableApplicationContextWithAVeryLongNameIndeed {
        private ConfigurableApplicationContextWithAVeryLongNameIndeed() {
            CLEANER.register(this, this::close);
        }

        private void close() {}
    }

    private static final class Pair {
        private static void make() {
            Pair one = new Pair();
            Pair other = new Pair();
            CLEANER.register(one, other::close);
            CLEANER.register(other, one::close);
        }

        private void close() {}
    }

    private static final class Key {}

    private record Value(Key theKeyThatThisValueIsKeptForInTheMap) {}

    @BeforeAll
    static void makeAPage() throws Exception {
        Optional<Path> executable = Chromium.installed();
        assumeTrue(
                executable.isPresent(),
                "there is no browser to show the page: install Debian's chromium to run this test");
        for (int i = 0; i < 3; i++) {
            KEPT.add(new ConfigurableApplicationContextWithAVeryLongNameIndeed());
            Pair.make();
            Key key = new Key();
            BY_KEY.put(key, new Value(key));
        }
        Path dump = directory.resolve("dump-with-a-rather-long-name-".repeat(4) + ".hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
        page = directory.resolve("page.html");
        Printed printed =
                Printed.by(Main.commandLine(new DoctorCommand()), "doctor", dump.toString(), "--html", page.toString());
        assertThat(printed.exit()).describedAs(printed.err()).isEqualTo(1);
        browser = new Chromium(executable.get(), directory.resolve("profile"));
    }

    @AfterAll
    static void end() throws Exception {
        KEPT.clear();
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"420, light", "420, dark", "1280, light", "1280, dark"})
    void thePageReadsWell(int width, String scheme) throws Exception {
        browser.open(page, width, scheme);

        JsonObject look = browser.evaluate(LOOK).getAsJsonObject();
        BufferedImage picture = browser.picture();
        keep(picture, width + "-" + scheme);
        assertThat(look.get("sideways").getAsInt()).isZero();
        assertThat(look.get("drawings").getAsInt()).isGreaterThanOrEqualTo(3);
        assertThat(look.get("hidden").getAsInt()).isZero();
        assertThat(look.getAsJsonArray("cut")).isEmpty();
        assertThat(browser.errors()).isEmpty();
        assertThat(brightness(picture.getRGB(0, 0)) > 128).isEqualTo(scheme.equals("light"));
        assertThat(partThatStandsOut(picture, firstDrawing())).isBetween(0.01, 0.3);
    }

    /** The twin: a page that is too wide, has a script that fails, and a drawing that is not shown is found out. */
    @Test
    void aPageThatReadsBadlyIsNoticed() throws Exception {
        Path bad = Files.writeString(
                directory.resolve("bad.html"),
                Files.readString(page)
                        .replace("</body>", "<p style='width: 2000px'>wide</p><script>fails();</script></body>")
                        .replace("<svg ", "<svg style='display: none' "));
        browser.open(bad, 420, "light");

        JsonObject look = browser.evaluate(LOOK).getAsJsonObject();
        assertThat(look.get("sideways").getAsInt()).isGreaterThan(1000);
        assertThat(look.get("hidden").getAsInt()).isEqualTo(look.get("drawings").getAsInt());
        assertThat(browser.errors()).singleElement().asString().contains("fails is not defined");
    }

    private static int[] firstDrawing() throws Exception {
        return browser.evaluate("""
                        (() => {
                          const box = document.querySelector('svg').getBoundingClientRect();
                          return [box.left + scrollX, box.top + scrollY, box.width, box.height].map(Math.floor);
                        })()""").getAsJsonArray().asList().stream()
                .mapToInt(number -> number.getAsInt())
                .toArray();
    }

    /** Returns what part of a rectangle is much brighter or darker than the page: lines and letters. */
    private static double partThatStandsOut(BufferedImage picture, int[] box) {
        int background = brightness(picture.getRGB(0, 0));
        long count = 0;
        for (int y = box[1]; y < box[1] + box[3]; y++) {
            for (int x = box[0]; x < box[0] + box[2]; x++) {
                count += Math.abs(brightness(picture.getRGB(x, y)) - background) > 100 ? 1 : 0;
            }
        }
        return (double) count / box[2] / box[3];
    }

    private static int brightness(int rgb) {
        return ((rgb >> 16 & 0xff) + (rgb >> 8 & 0xff) + (rgb & 0xff)) / 3;
    }

    private static void keep(BufferedImage picture, String name) throws IOException {
        String pictures = System.getProperty("sexton.page.pictures", "");
        if (!pictures.isEmpty()) {
            ImageIO.write(picture, "png", Path.of(pictures, name + ".png").toFile());
        }
    }
}
