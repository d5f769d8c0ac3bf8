/** The plan of the measurements: the questions in their order, and the processes that answer them. */
package dev.sexton.benchmarks.run;
