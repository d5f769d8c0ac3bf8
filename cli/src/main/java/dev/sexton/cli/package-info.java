/**
 * The command line {@code sexton}. Each command has a package: the tools {@code doctor} and {@code top} look into other programs;
 * below {@code examples}, {@code demo} and {@code fringe} show the library at work.
 */
@NullMarked
package dev.sexton.cli;

import org.jspecify.annotations.NullMarked;
