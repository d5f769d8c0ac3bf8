package dev.sexton.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in the documentation that a machine can check. */
class DocsTest {
    private static final Path ROOT = Path.of("..");
    private static final List<Page> PAGES = Page.readAll(ROOT);
    private static final Page README = Page.read(ROOT, Path.of("README.md"));
    private static final Pattern COMMENT_OR_SPACE = Pattern.compile("//.*|\\s+");
    private static final Pattern PROPERTY =
            Pattern.compile("\"(sexton\\.(?:cleanup|coroutine)\\.[A-Za-z.]*[A-Za-z])\"");
    private static final Pattern BENCH = Pattern.compile("about (\\d+) minutes");

    @Test
    void everyLinkLeadsToAFileAndAnAnchor() {
        assertThat(PAGES).hasSizeGreaterThan(20);
        assertThat(PAGES.stream().flatMap(page -> brokenLinks(ROOT, page).stream()))
                .isEmpty();
    }

    @Test
    void aLinkThatLeadsNowhereIsNoticed(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("there.md"), "# A `b` c!\n## A b c\n");
        Files.writeString(
                folder.resolve("here.md"),
                "[1](there.md#a-b-c) [2](there.md#a-b-c-1) [3](https://nowhere.example) [4](#none) [5](none.md)"
                        + " [6](there.md#none) [7](.)");
        assertThat(brokenLinks(folder, Page.read(folder, Path.of("here.md"))))
                .containsExactly("here.md: #none", "here.md: none.md", "here.md: there.md#none", "here.md: .");
    }

    private static List<String> brokenLinks(Path root, Page page) {
        return page.links().stream()
                .filter(link -> !LinkTarget.isExternal(link) && !leadsSomewhere(root, LinkTarget.of(page, link)))
                .map(link -> page.file() + ": " + link)
                .toList();
    }

    private static boolean leadsSomewhere(Path root, LinkTarget target) {
        if (!Files.isRegularFile(root.resolve(target.file()))) {
            return false;
        }
        return target.anchor().isEmpty()
                || Page.read(root, target.file()).anchors().containsValue(target.anchor());
    }

    /** Paragraphs are compared without comments and white space, so that both may be laid out as their readers like it. */
    @Test
    void everyJavaSnippetStandsInTheExamples() {
        String examples = bare(sources(ROOT.resolve("examples/src")));
        assertThat(snippets())
                .hasSizeGreaterThan(20)
                .allSatisfy(paragraph -> assertThat(examples.contains(bare(paragraph)))
                        .as("Nothing compiles and runs this. Put it into the examples:%n%s", paragraph)
                        .isTrue());
        assertThat(examples).doesNotContain(bare(snippets().getFirst().replaceFirst("\\w", "x")));
    }

    private static List<String> snippets() {
        return PAGES.stream()
                .flatMap(page -> page.code("java").stream())
                .flatMap(code -> Stream.of(code.split("\\n\\s*\\n")))
                .toList();
    }

    private static String bare(String code) {
        return COMMENT_OR_SPACE.matcher(code).replaceAll("");
    }

    private static String sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(Page::readString)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readmeIsADoor() {
        assertThat(README.text().strip().split("\\s+")).hasSizeBetween(600, 750);
    }

    @Test
    void readmeNamesTheVersionThatThisIs() {
        String version = System.getProperty("sexton.version");
        assertThat(README.code("xml")).singleElement().asString().contains("<version>" + version + "</version>");
        assertThat(README.code("kotlin")).singleElement().asString().contains(":" + version + "\")");
        assertThat(README.code("groovy")).singleElement().asString().contains(":" + version + "'");
        assertThat(Page.read(ROOT, Path.of("CHANGELOG.md")).text()).contains("\n## " + version);
    }

    @Test
    void everySystemPropertyIsDocumented() throws IOException {
        Set<String> properties = new TreeSet<>();
        for (String module : List.of("cleanup", "coroutine", "foreign", "junit", "micrometer", "doctor")) {
            PROPERTY.matcher(sources(ROOT.resolve(module).resolve("src/main")))
                    .results()
                    .forEach(found -> properties.add(found.group(1)));
        }
        String page = Page.read(ROOT, Path.of("docs/system-properties.md")).text();
        assertThat(properties)
                .hasSizeGreaterThan(2)
                .allSatisfy(property -> assertThat(page).contains("`-D" + property));
    }

    /** It was told differently in three places. */
    @Test
    void theDurationOfTheBenchmarksIsTheSameEverywhere() {
        List<String> told = new ArrayList<>();
        for (String file : List.of(
                "docs/commands.md",
                "docs/performance.md",
                "CONTRIBUTING.md",
                "benchmarks/src/main/java/dev/sexton/benchmarks/BenchCommand.java")) {
            List<String> here = BENCH.matcher(
                            Page.readString(ROOT.resolve(file)).replaceAll("\\s+", " "))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
            assertThat(here).as(file).isNotEmpty();
            told.addAll(here);
        }
        assertThat(Set.copyOf(told)).hasSize(1);
    }

    @Test
    void theContentsListEveryPage() throws IOException {
        Page contents = Page.read(ROOT, Path.of("docs/README.md"));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            List<String> pages = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".md") && !file.equals("README.md"))
                    .toList();
            assertThat(contents.links()).containsAll(pages);
        }
    }
}
