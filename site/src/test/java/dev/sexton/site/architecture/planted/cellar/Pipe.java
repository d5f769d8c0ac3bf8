package dev.sexton.site.architecture.planted.cellar;

import dev.sexton.site.architecture.planted.attic.Roof;

/** Uses, in a nested class, a class to its left: the ring is closed. */
public final class Pipe {
    private Pipe() {}

    static final class Chimney {
        private Chimney() {}

        static Roof[] roofs() {
            return new Roof[0];
        }
    }
}
