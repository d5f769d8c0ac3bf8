package dev.sexton.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Renders the documentation; {@code docs/site} starts it after the Javadoc is there. */
final class Main {
    private Main() {}

    /**
     * Writes the pages.
     *
     * @param args the repository, and the folder to write to
     */
    public static void main(String[] args) throws IOException {
        Path out = Path.of(args[1]).toAbsolutePath().normalize();
        Files.createDirectories(out);
        Site site = new Site(Path.of(args[0]).toAbsolutePath().normalize(), out);
        System.out.println("site: " + site.write() + " pages in " + out);
        List<String> broken = site.broken();
        broken.forEach(link -> System.err.println("site: leads nowhere: " + link));
        System.exit(broken.isEmpty() ? 0 : 1);
    }
}
