package dev.sexton.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Writes the documentation as HTML: each Markdown file becomes a page in the same place, and each file that a page links to is
 * brought along. The pages' order in the margin is that of the links in {@code docs/README.md}.
 */
final class Site {
    private static final Path CONTENTS = Path.of("docs", "README.md");
    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

    private final Path root;
    private final Path out;
    private final List<Page> pages;
    private final String template;

    Site(Path root, Path out) {
        this.root = root;
        this.out = out;
        this.pages = Page.readAll(root);
        this.template = resource("page.html");
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Site.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes all pages and returns how many there are. */
    int write() throws IOException {
        for (Page page : pages) {
            write(html(page.file()), html(page));
            for (String link : page.links()) {
                if (!LinkTarget.isExternal(link)) {
                    bring(LinkTarget.of(page, link).file());
                }
            }
        }
        copy(Path.of("README.html"), Path.of("index.html"));
        return pages.size();
    }

    private void bring(Path file) throws IOException {
        if (isPage(file)) {
            return;
        }
        if (isText(file)) {
            String code = escape(Page.readString(root.resolve(file)));
            write(html(file), frame(html(file), file.toString(), "<pre><code>" + code + "</code></pre>"));
        } else {
            Path target = out.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(root.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void copy(Path from, Path to) throws IOException {
        Files.copy(out.resolve(from), out.resolve(to), StandardCopyOption.REPLACE_EXISTING);
    }

    private void write(Path file, String content) throws IOException {
        Path target = out.resolve(file);
        Files.createDirectories(target.toAbsolutePath().getParent());
        Files.writeString(target, content);
    }

    private static boolean isPage(Path file) {
        return file.toString().endsWith(".md");
    }

    private static boolean isText(Path file) {
        return !file.toString().matches(".*\\.(png|svg|jpg)");
    }

    /** Returns where a file of the repository is on the site. */
    private static Path html(Path file) {
        String name = file.toString();
        return Path.of(
                isPage(file) ? name.substring(0, name.length() - 3) + ".html" : isText(file) ? name + ".html" : name);
    }

    private String html(Page page) {
        Map<Heading, String> anchors = page.anchors();
        String body = HtmlRenderer.builder()
                .extensions(List.of(TablesExtension.create()))
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    switch (node) {
                        case Heading heading -> attributes.put("id", anchors.get(heading));
                        case Link link -> attributes.put("href", onSite(page, link.getDestination()));
                        case Image image -> attributes.put("src", onSite(page, image.getDestination()));
                        default -> {}
                    }
                })
                .build()
                .render(page.document());
        return frame(html(page.file()), page.title(), body);
    }

    private static String onSite(Page page, String link) {
        if (LinkTarget.isExternal(link)) {
            return link;
        }
        LinkTarget target = LinkTarget.of(page, link);
        return relative(html(page.file()), html(target.file()))
                + (target.anchor().isEmpty() ? "" : "#" + target.anchor());
    }

    private static String relative(Path from, Path to) {
        Path folder = from.getParent();
        return (folder == null ? to : folder.relativize(to)).toString();
    }

    private String frame(Path file, String title, String body) {
        StringBuilder contents = new StringBuilder();
        Page page = Page.read(root, CONTENTS);
        item(contents, file, Path.of("index.html"), "Sexton");
        for (String link : page.links()) {
            Path target = LinkTarget.of(page, link).file();
            if (isPage(target)) {
                item(contents, file, html(target), Page.read(root, target).title());
            }
        }
        item(contents, file, Path.of("javadoc", "index.html"), "Javadoc");
        return template.replace("{title}", escape(title))
                .replace("{contents}", contents)
                .replace("{body}", body);
    }

    private static void item(StringBuilder contents, Path from, Path to, String title) {
        contents.append("<li><a href=\"%s\">%s</a></li>%n".formatted(relative(from, to), escape(title)));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** Returns the links of the site's own pages that lead to no file. */
    List<String> broken() throws IOException {
        TreeSet<String> broken = new TreeSet<>();
        List<Path> written = new ArrayList<>();
        try (var files = Files.walk(out)) {
            files.filter(file -> file.toString().endsWith(".html"))
                    .filter(file -> !file.startsWith(out.resolve("javadoc")))
                    .forEach(written::add);
        }
        for (Path file : written) {
            Matcher links = REFERENCE.matcher(Files.readString(file));
            while (links.find()) {
                String path = links.group(1).replaceFirst("#.*", "");
                if (!LinkTarget.isExternal(path) && !path.isEmpty() && !Files.exists(file.resolveSibling(path))) {
                    broken.add(out.relativize(file) + ": " + links.group(1));
                }
            }
        }
        return List.copyOf(broken);
    }
}
