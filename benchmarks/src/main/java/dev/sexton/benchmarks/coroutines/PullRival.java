package dev.sexton.benchmarks.coroutines;

/** An endless sequence that is pulled one value at a time, by the thread that made it. */
@FunctionalInterface
public interface PullRival extends AutoCloseable {
    /**
     * The next value.
     *
     * @return one of {@link Values}
     */
    Object next();

    /** Lets go of threads and stacks, where there are any. */
    @Override
    default void close() {}
}
