package dev.sexton.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * README's snippets stand in the sources of this module, where they are compiled and run. Compared are paragraphs, without
 * comments and white space, so that both may be laid out as each reader likes it.
 */
class ReadmeTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern SNIPPET = Pattern.compile("(?ms)^```java\\R(.*?)^```$");
    private static final Pattern COMMENT_OR_SPACE = Pattern.compile("//.*|\\s+");

    @ParameterizedTest
    @MethodSource("snippets")
    void isCompiled(String paragraph) {
        assertThat(isInTheSources(paragraph))
                .as("README shows this, and nothing compiles it: put it into the examples, and run it\n%s", paragraph)
                .isTrue();
    }

    @Test
    void aSnippetThatHasChangedIsNoticed() {
        String paragraph = snippets().getFirst();
        assertThat(isInTheSources(paragraph.replaceFirst("\\w", "x"))).isFalse();
    }

    static List<String> snippets() {
        List<String> snippets = SNIPPET.matcher(read(ROOT.resolve("README.md")))
                .results()
                .flatMap(snippet -> Stream.of(snippet.group(1).split("\\n\\s*\\n")))
                .toList();
        assertThat(snippets).hasSizeGreaterThan(6);
        return snippets;
    }

    private static boolean isInTheSources(String paragraph) {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .anyMatch(file -> bare(read(file)).contains(bare(paragraph)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String bare(String code) {
        return COMMENT_OR_SPACE.matcher(code).replaceAll("");
    }

    private static String read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
