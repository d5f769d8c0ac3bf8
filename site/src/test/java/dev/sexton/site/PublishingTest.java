package dev.sexton.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The places that have to agree about the published modules. */
class PublishingTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>(sexton-[a-z]+)</artifactId>");
    private static final Pattern OWN_ARTIFACT = Pattern.compile("</parent>\\s*" + ARTIFACT);

    @Test
    void theBomListsEveryPublishedModule() throws IOException {
        List<String> listed = new ArrayList<>(artifacts(ARTIFACT, ROOT.resolve("bom/pom.xml")));
        assertThat(listed.removeFirst()).isEqualTo("sexton-bom");
        assertThat(listed).containsExactlyInAnyOrderElementsOf(published()).hasSizeGreaterThan(5);
    }

    /** One is recorded for each published module, or, before the first release, for none. */
    @Test
    void theRecordedApiIsComplete() throws IOException {
        Path api = ROOT.resolve("api");
        List<String> recorded;
        try (Stream<Path> files = Files.list(api)) {
            recorded = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".jar"))
                    .map(file -> file.replace(".jar", ""))
                    .toList();
        }
        if (!recorded.isEmpty()) {
            assertThat(recorded).containsExactlyInAnyOrderElementsOf(published());
            assertThat(recorded)
                    .allSatisfy(
                            module -> assertThat(api.resolve(module + ".txt")).exists());
        }
    }

    @Test
    void readmeListsEveryPublishedModule() {
        assertThat(Page.readString(ROOT.resolve("README.md"))).contains("sexton-bom");
        assertThat(published())
                .allSatisfy(module ->
                        assertThat(Page.readString(ROOT.resolve("README.md"))).contains("`" + module + "`"));
    }

    /** The modules that say so, without the list itself. */
    private static List<String> published() {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.map(folder -> folder.resolve("pom.xml"))
                    .filter(Files::exists)
                    .filter(pom -> Page.readString(pom).contains("<sexton.unpublished>false<"))
                    .flatMap(pom -> artifacts(OWN_ARTIFACT, pom).stream())
                    .filter(artifact -> !artifact.equals("sexton-bom"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> artifacts(Pattern pattern, Path pom) {
        return pattern.matcher(Page.readString(pom))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }
}
