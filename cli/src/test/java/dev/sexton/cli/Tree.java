package dev.sexton.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** A directory, and what plain Java finds in it: the yardstick for the demo. */
public record Tree(Path root) {

    /** Writes files of growing size, some of them in directories of their own. */
    public Tree with(int files) throws IOException {
        for (int i = 0; i < files; i++) {
            file((i % 3 == 0 ? "directory " + i + "/" : "") + "file " + i, i * 1000);
        }
        return this;
    }

    public Path file(String name, int size) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        byte[] content = new byte[size];
        for (int i = 0; i < size; i++) {
            content[i] = (byte) (i * 31 + size);
        }
        return Files.write(file, content);
    }

    public List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    public long bytes() throws IOException {
        return files().stream().mapToLong(file -> read(file).length).sum();
    }

    /** As the demo prints it. */
    public String checksum() throws IOException {
        return String.format(
                Locale.ROOT, "%016x", files().stream().mapToLong(Tree::crc).sum());
    }

    private static long crc(Path file) {
        CRC32C crc = new CRC32C();
        crc.update(read(file));
        return crc.getValue();
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
