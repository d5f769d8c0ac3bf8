package dev.sexton.benchmarks.coroutines;

import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import java.util.stream.Stream;

/**
 * Sequences that go deep, in two ways: a recursion, which yields a value on the way back from each level; and a chain of
 * sequences, each of which takes its values from the one inside it.
 */
public enum NestedRivals {
    /** Without any of the rules. */
    CONTINUATION("bare Continuation") {
        @Override
        public PullRival recursion(int depth) {
            return new BareContinuation(BareContinuation.recursion(depth));
        }

        @Override
        public PullRival chain(int depth) {
            return BareContinuation.chain(depth);
        }
    },
    /** Suspending functions that call each other; the builder {@code sequence} in itself. */
    KOTLIN("Kotlin sequence") {
        @Override
        public PullRival recursion(int depth) {
            return PullRivals.of(Generators.byRecursion(Values.ALL, depth));
        }

        @Override
        public PullRival chain(int depth) {
            return PullRivals.of(Generators.chain(Values.ALL, depth));
        }
    },
    /** Streams of streams, which buffer what is inside a flatMap. */
    STREAM("Stream.iterator") {
        @Override
        public PullRival recursion(int depth) {
            return PullRivals.of(
                    Stream.generate(() -> depth).flatMap(NestedRivals::walk).iterator());
        }

        @Override
        public PullRival chain(int depth) {
            Stream<Object> stream = Stream.iterate(0, i -> i + 1).map(i -> Values.ALL[i & Values.MASK]);
            for (int layer = 1; layer < depth; layer++) {
                stream = stream.map(value -> value);
            }
            return PullRivals.of(stream.iterator());
        }
    },
    /** A loop with a counter in place of the recursion; iterators around iterators. */
    BY_HAND("Iterator by hand") {
        @Override
        public PullRival recursion(int depth) {
            int[] level = {0};
            return () -> {
                level[0] = level[0] == depth ? 1 : level[0] + 1;
                return Values.ALL[level[0]];
            };
        }

        @Override
        public PullRival chain(int depth) {
            PullRival inner = PullRivals.BY_HAND.create();
            for (int layer = 1; layer < depth; layer++) {
                inner = new PassingOn(inner);
            }
            return inner;
        }
    },
    /** Confined to its thread. */
    SEXTON("Pull.of") {
        @Override
        public PullRival recursion(int depth) {
            Seq<Object> endless = out -> {
                while (walk(depth, out)) {}
            };
            return PullRivals.of(Pull.of(endless));
        }

        @Override
        public PullRival chain(int depth) {
            return PullRivals.of(Pull.of(layers(depth)));
        }
    };

    private final String label;

    NestedRivals(String label) {
        this.label = label;
    }

    /**
     * A recursion.
     *
     * @param depth how many levels, less than a thousand
     * @return an endless repetition of it
     */
    public abstract PullRival recursion(int depth);

    /**
     * A chain of generators.
     *
     * @param depth how many, at least one
     * @return the outermost
     */
    public abstract PullRival chain(int depth);

    /**
     * The name in tables.
     *
     * @return a few words
     */
    public String label() {
        return label;
    }

    private record PassingOn(PullRival inner) implements PullRival {
        @Override
        public Object next() {
            return inner.next();
        }
    }

    private static Stream<Object> walk(int depth) {
        Stream<Object> here = Stream.of(Values.ALL[depth]);
        return depth == 1 ? here : Stream.concat(Stream.of(depth - 1).flatMap(NestedRivals::walk), here);
    }

    private static boolean walk(int depth, Yield<Object> out) {
        return (depth == 1 || walk(depth - 1, out)) && out.yield(Values.ALL[depth]);
    }

    private static Seq<Object> layers(int depth) {
        if (depth == 1) {
            return out -> {
                for (int i = 0; out.yield(Values.ALL[i & Values.MASK]); i++) {}
            };
        }
        return out -> {
            try (Pull<Object> inner = Pull.of(layers(depth - 1))) {
                while (inner.advance() && out.yield(inner.value())) {}
            }
        };
    }
}
