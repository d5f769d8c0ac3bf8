/** The documentation as a site: {@link dev.sexton.site.Page} reads a Markdown file, {@link dev.sexton.site.Site} writes HTML. */
@NullMarked
package dev.sexton.site;

import org.jspecify.annotations.NullMarked;
