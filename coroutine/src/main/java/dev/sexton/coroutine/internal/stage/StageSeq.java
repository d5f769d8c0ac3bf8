package dev.sexton.coroutine.internal.stage;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.source.DirectSource;
import dev.sexton.coroutine.internal.source.ReadySeq;
import dev.sexton.coroutine.internal.source.Source;
import dev.sexton.coroutine.internal.source.Sources;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Stage} makes of the values of a sequence.
 *
 * @param <A> the type of the values of that sequence
 * @param <T> the type of the values
 */
public final class StageSeq<A extends @Nullable Object, T extends @Nullable Object> implements ReadySeq<T> {
    /*
     * Each push and each pull makes a chain of sinks, one for each stage down to the first sequence that is none, so the state of a
     * stage is there once, and is written once for both. Pushed, that sequence pushes into the chain, and the last sink passes the
     * values to the consumer. Pulled, values of that sequence are fed into the chain until one has come out of it.
     */

    private final Seq<? extends A> upstream;
    private final Stage<A, T> stage;

    /**
     * Creates a sequence; runs nothing.
     *
     * @param upstream the sequence from which the values come
     * @param stage what is done with each
     */
    public StageSeq(Seq<? extends A> upstream, Stage<A, T> stage) {
        this.upstream = upstream;
        this.stage = stage;
    }

    @Override
    public void push(Yield<? super T> out) {
        chain(new Relay<>(Objects.requireNonNull(out, "out"))).push();
    }

    @Override
    public Source<T> source() {
        return new StageSource<>(this);
    }

    @Override
    public boolean hasBody() {
        return Sources.hasBody(upstream);
    }

    @Override
    public void release() {
        ReadySeq.release(upstream);
    }

    private Chain<?> chain(Sink<? super T> last) {
        Sink<A> first = stage.onto(last);
        return upstream instanceof StageSeq<?, ? extends A> above ? above.chain(first) : new Chain<>(upstream, first);
    }

    /** The sequence at the top, and the first of the sinks. */
    private record Chain<A extends @Nullable Object>(Seq<? extends A> from, Sink<A> first) {
        void push() {
            if (first.wantsAny()) {
                from.push(new Relay<>(first));
            } else {
                ReadySeq.release(from);
            }
            first.end();
        }

        Feed<A> feed() {
            return new Feed<>(Sources.of(from), first);
        }
    }

    /** The source at the top, and the first of the sinks. */
    private record Feed<A extends @Nullable Object>(Source<? extends A> from, Sink<A> into) {
        boolean pour(Object handle) {
            return from.pour(handle, into);
        }
    }

    private static final class StageSource<T extends @Nullable Object> extends DirectSource<T> {
        private final Feed<?> feed;

        /** Whether a value has come out of the chain since it was last asked. */
        private boolean out;

        /** Whether the chain takes more values. */
        private boolean open;

        /** Whether the source at the top and the chain have been brought to their end, whichever it was. */
        private boolean done;

        StageSource(StageSeq<?, T> seq) {
            feed = seq.chain(new Outlet()).feed();
            open = feed.into.wantsAny();
        }

        @Override
        public boolean step(Object handle) {
            while (open) {
                open = pour(handle);
                if (out) {
                    out = false;
                    return true;
                }
            }
            return done ? ended() : finish();
        }

        private boolean pour(Object handle) {
            try {
                return feed.pour(handle);
            } catch (Throwable t) {
                throw thrown(t, feed.from);
            }
        }

        /** What the chain has held back may come out at the end. */
        private boolean finish() {
            stop();
            boolean last = false;
            try {
                feed.into.end();
                last = taken();
            } finally {
                if (!last) {
                    end();
                }
            }
            return last;
        }

        private boolean taken() {
            boolean taken = out;
            out = false;
            return taken;
        }

        @Override
        protected void shut() {
            try {
                feed.from.stop();
            } finally {
                done = feed.from.isDone();
                open = open && !done;
            }
        }

        @Override
        public boolean isDone() {
            return done;
        }

        /** The last of the sinks. */
        private final class Outlet extends Sink<T> {
            @Override
            @SuppressWarnings("NamedLikeContextualKeyword")
            public boolean yield(T value) {
                out = true;
                return at(value);
            }
        }
    }
}
