package dev.sexton.benchmarks.coroutines;

import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Seq;
import java.util.Iterator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rivals. */
public enum PullRivals {
    /** The least a continuation can do; needs the flag, and hands a value over in a field. */
    CONTINUATION("bare Continuation") {
        @Override
        public PullRival create() {
            return new BareContinuation(BareContinuation::repeat);
        }
    },
    /** The least two threads need to take turns. */
    HAND_OVER("bare park/unpark") {
        @Override
        public PullRival create() {
            return new BareHandOver();
        }
    },
    /** A queue without room between two threads, which is how one does it with what the JDK offers. */
    QUEUE("SynchronousQueue") {
        @Override
        public PullRival create() {
            return new QueueAndThread();
        }
    },
    /** Kotlin's builder {@code iterator}. */
    KOTLIN_ITERATOR("Kotlin iterator") {
        @Override
        public PullRival create() {
            return of(Generators.byIterator(Values.ALL));
        }
    },
    /** Kotlin's builder {@code sequence}. */
    KOTLIN_SEQUENCE("Kotlin sequence") {
        @Override
        public PullRival create() {
            return of(Generators.bySequence(Values.ALL));
        }
    },
    /** A stream that is asked for its iterator. */
    STREAM("Stream.iterator") {
        @Override
        public PullRival create() {
            Iterator<Object> cycle = new Cycle();
            return of(Stream.generate(cycle::next).iterator());
        }
    },
    /** Written by hand, which needs no second stack, where one can. */
    BY_HAND("Iterator by hand") {
        @Override
        public PullRival create() {
            return of(new Cycle());
        }
    },
    /** Confined to its thread. */
    SEXTON("Pull.of") {
        @Override
        public PullRival create() {
            return of(Pull.of(ENDLESS));
        }
    },
    /** Over an array, which is pulled without a coroutine. */
    SEXTON_ARRAY("Pull.of an array") {
        @Override
        public PullRival create() {
            return new ArrayPull();
        }
    },
    /** Up to 64 values per switch. */
    SEXTON_READ_AHEAD("Pull.readAhead 64") {
        @Override
        public PullRival create() {
            return of(Pull.readAhead(ENDLESS, 64));
        }
    },
    /** On a thread of its own. */
    SEXTON_DETACHED("Pull.detached") {
        @Override
        public PullRival create() {
            return of(Pull.detached(ENDLESS));
        }
    };

    private static final Seq<Object> ENDLESS = out -> {
        int i = 0;
        while (out.yield(Values.ALL[i++ & Values.MASK])) {}
    };

    private final String label;

    PullRivals(String label) {
        this.label = label;
    }

    /**
     * Makes a sequence at its beginning.
     *
     * @return the sequence
     */
    public abstract PullRival create();

    /**
     * The name in tables.
     *
     * @return a few words
     */
    public String label() {
        return label;
    }

    static PullRival of(Iterator<Object> iterator) {
        return iterator::next;
    }

    static PullRival of(Pull<Object> pull) {
        return new OfPull(pull);
    }

    private static final class OfPull implements PullRival {
        private final Pull<Object> pull;

        OfPull(Pull<Object> pull) {
            this.pull = pull;
        }

        @Override
        public Object next() {
            pull.advance();
            return pull.value();
        }

        @Override
        public void close() {
            pull.close();
        }
    }

    /** Begins anew where the array ends, which is seldom enough not to count. */
    private static final class ArrayPull implements PullRival {
        private static final Object[] LONG = IntStream.range(0, 1 << 20)
                .mapToObj(i -> Values.ALL[i & Values.MASK])
                .toArray();

        private Pull<Object> pull = Pull.of(Seq.of(LONG));

        @Override
        public Object next() {
            if (!pull.advance()) {
                pull = Pull.of(Seq.of(LONG));
                pull.advance();
            }
            return pull.value();
        }
    }

    private static final class Cycle implements Iterator<Object> {
        private int i;

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Object next() {
            return Values.ALL[i++ & Values.MASK];
        }
    }
}
