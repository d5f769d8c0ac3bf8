/** What is measured, and in which order: the questions, and the processes that answer them. */
package dev.sexton.benchmarks.run;
