/** Ways to pull values out of code that pushes them, behind one interface; the package below this one asks the questions. */
package dev.sexton.benchmarks.coroutines;
