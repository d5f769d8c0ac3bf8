package dev.sexton.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** One Markdown file of the repository: its text, and what it is made of. */
final class Page {
    private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules", "src");
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private final Path file;
    private final String text;
    private final Node document;

    private Page(Path file, String text) {
        this.file = file;
        this.text = text;
        this.document = PARSER.parse(text);
    }

    static Page read(Path root, Path file) {
        return new Page(file, readString(root.resolve(file)));
    }

    /** Returns all Markdown files below {@code root}, except those among sources and build output. */
    static List<Page> readAll(Path root) {
        try (Stream<Path> files = Files.walk(root, 3)) {
            return files.map(root::relativize)
                    .filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !Files.isDirectory(root.resolve(file)))
                    .filter(file -> stream(file).noneMatch(part -> NOT_OURS.contains(part.toString())))
                    .sorted()
                    .map(file -> read(root, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> stream(Path path) {
        List<Path> parts = new ArrayList<>();
        path.forEach(parts::add);
        return parts.stream();
    }

    static String readString(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the file's path from the root of the repository. */
    Path file() {
        return file;
    }

    String text() {
        return text;
    }

    Node document() {
        return document;
    }

    String title() {
        return anchors().keySet().stream()
                .findFirst()
                .map(Page::textOf)
                .orElse(file.getFileName().toString());
    }

    /** Returns the headings with their anchors, which are made as the usual hosts make them. */
    Map<Heading, String> anchors() {
        Map<Heading, String> anchors = new LinkedHashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Heading heading) {
                String anchor = anchor(textOf(heading));
                int earlier = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.put(heading, earlier == 0 ? anchor : anchor + "-" + earlier);
            }
        });
        return anchors;
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
                .replace(' ', '-');
    }

    /** Returns where the page's links and images lead. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                links.add(image.getDestination());
            }
        });
        return links;
    }

    /** Returns the code blocks of a language. */
    List<String> code(String language) {
        List<String> blocks = new ArrayList<>();
        document.accept(new AbstractVisitor() {
            @Override
            public void visit(FencedCodeBlock block) {
                if (language.equals(block.getInfo())) {
                    blocks.add(block.getLiteral());
                }
            }
        });
        return blocks;
    }

    private static String textOf(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }
}
