/** Ways to have an action run once an object is dead, behind one interface; the packages below this one ask the questions. */
package dev.sexton.benchmarks.cleanups;
