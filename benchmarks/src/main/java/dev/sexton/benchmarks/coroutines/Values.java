package dev.sexton.benchmarks.coroutines;

import java.util.stream.IntStream;

/** The elements of all sequences: the same few objects over and over, so that no value has to be made. */
final class Values {
    static final int MASK = 1023;
    static final Object[] ALL =
            IntStream.rangeClosed(0, MASK).mapToObj(Integer::toString).toArray();

    private Values() {}
}
