/** Processes the figures: ratios with spread, the bars they are held against, the page and the plots. */
package dev.sexton.benchmarks.report;
