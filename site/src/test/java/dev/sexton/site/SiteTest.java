package dev.sexton.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
    @TempDir
    private Path root;

    @TempDir
    private Path out;

    @Test
    void linksLeadToTheRenderedPagesAndBringTheirFiles() throws IOException {
        write("README.md", "# Door\n[how](docs/how.md#why-so) [code](src/A.java)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
        write("docs/README.md", "# Contents\n[How](how.md)\n");
        write("docs/how.md", "# How\n## Why so?\n[back](../README.md)\n");
        write("src/A.java", "List<String> a;\n");
        Site site = new Site(root, out);
        assertThat(site.write()).isEqualTo(3);
        assertThat(read("index.html"))
                .contains("href=\"docs/how.html#why-so\"", "href=\"src/A.java.html\"", "<td>2</td>");
        assertThat(read("docs/how.html"))
                .contains("<h2 id=\"why-so\">", "href=\"../README.html\"", "href=\"../javadoc/index.html\"");
        assertThat(read("src/A.java.html")).contains("List&lt;String&gt; a;");
        assertThat(site.broken())
                .as("the Javadoc is not there yet")
                .isNotEmpty()
                .allSatisfy(link -> assertThat(link).endsWith("javadoc/index.html"));
        Files.createDirectories(out.resolve("javadoc"));
        Files.writeString(out.resolve("javadoc/index.html"), "");
        assertThat(site.broken()).isEmpty();
    }

    @Test
    void thisRepositoryIsRendered() throws IOException {
        Site site = new Site(Path.of("..").toAbsolutePath().normalize(), out);
        assertThat(site.write()).isGreaterThan(20);
        assertThat(site.broken()).allSatisfy(link -> assertThat(link).endsWith("javadoc/index.html"));
        assertThat(out.resolve("docs/how-it-works.html")).exists();
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    private String read(String file) throws IOException {
        return Files.readString(out.resolve(file));
    }
}
