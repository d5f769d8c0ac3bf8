/** The command {@code sexton bench}: Sexton beside its rivals, which take turns within one run; figures are ratios of medians. */
package dev.sexton.benchmarks;
