package dev.sexton.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Directories that were named on the command line. */
final class Directories {
    private Directories() {}

    /** What was named is no directory that can be read; the message says why, and what to do. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1;

        UnusableException(String name, String why) {
            super("'" + name + "' " + why + ", so there is nothing to read: name a readable directory");
        }
    }

    /** The directory's real path. Links on the way to it are followed, since it was named; links in it are not. */
    static Path readable(String name) throws UnusableException {
        try {
            Path real = Path.of(name).toRealPath();
            ProcessDescriptors.list(real);
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
}
