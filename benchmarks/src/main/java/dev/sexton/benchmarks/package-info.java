/** Sexton beside its rivals. Rivals take turns within one run; figures are ratios of medians. */
package dev.sexton.benchmarks;
