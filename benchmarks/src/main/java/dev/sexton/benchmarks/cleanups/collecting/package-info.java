/** What do cleanups cost the collections, and the collections the cleanups? */
package dev.sexton.benchmarks.cleanups.collecting;
