package dev.sexton.cli.examples.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Directories that were named on the command line. */
public final class Directories {
    private Directories() {}

    /** Thrown if a name is not that of a directory that can be read; the message says why, and what to do. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String name, String why) {
            super("'" + name + "' " + why + ", so there is nothing to read: name a readable directory");
        }
    }

    /**
     * Returns a directory's real path. Links on the way to it are followed, since it was named; links in it are not.
     *
     * @param name what the command line names
     * @return the real path
     * @throws UnusableException if it is not a directory that can be read
     */
    public static Path readable(String name) throws UnusableException {
        try {
            Path real = Path.of(name).toRealPath();
            list(real);
            return real;
        } catch (NoSuchFileException e) {
            throw new UnusableException(name, "does not exist");
        } catch (NotDirectoryException e) {
            throw new UnusableException(name, "is not a directory");
        } catch (AccessDeniedException e) {
            throw new UnusableException(name, "may not be read by this user");
        } catch (IOException | InvalidPathException e) {
            throw new UnusableException(name, "cannot be read");
        }
    }

    /**
     * Lists a directory as a whole.
     *
     * @param directory the directory
     * @return what is in it, in no particular order
     * @throws IOException if it cannot be read
     */
    public static List<Path> list(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return entries;
    }
}
