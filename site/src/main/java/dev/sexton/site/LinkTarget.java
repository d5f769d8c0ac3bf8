package dev.sexton.site;

import java.nio.file.Path;

/**
 * The target of a link of a page within the repository.
 *
 * @param file the file, from the root of the repository
 * @param anchor the place in it; empty if there is none
 */
record LinkTarget(Path file, String anchor) {
    /** Returns whether a link leads out of the repository: it has a scheme. */
    static boolean isExternal(String link) {
        return link.matches("[a-zA-Z][a-zA-Z+.-]*:.*");
    }

    static LinkTarget of(Page page, String link) {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        String anchor = hash < 0 ? "" : link.substring(hash + 1);
        return new LinkTarget(
                path.isEmpty() ? page.file() : page.file().resolveSibling(path).normalize(), anchor);
    }
}
