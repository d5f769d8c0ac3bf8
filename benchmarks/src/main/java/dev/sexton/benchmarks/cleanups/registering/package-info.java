/** What does a registration cost: to make, to cancel, to hold, to let die? */
package dev.sexton.benchmarks.cleanups.registering;
