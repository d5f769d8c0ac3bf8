/** What does a value cost: one of many, the first one, one from deep inside? */
package dev.sexton.benchmarks.coroutines.pulling;
