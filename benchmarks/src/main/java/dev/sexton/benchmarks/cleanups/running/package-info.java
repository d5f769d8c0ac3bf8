/** How do actions run: how many at once, how soon, and behind whom? */
package dev.sexton.benchmarks.cleanups.running;
