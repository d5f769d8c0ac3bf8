package dev.sexton.benchmarks.report;

/**
 * The text of the page about a question, beside its figures.
 *
 * @param name what the command line calls it
 * @param title its heading
 * @param unit of the values
 * @param base the rival that all others of a setting are divided by
 * @param measured what exactly is measured, in a sentence or two
 */
public record Topic(String name, String title, String unit, String base, String measured) {}
