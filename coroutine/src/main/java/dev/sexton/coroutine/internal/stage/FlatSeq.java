package dev.sexton.coroutine.internal.stage;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.failure.Closing;
import dev.sexton.coroutine.internal.source.DirectSource;
import dev.sexton.coroutine.internal.source.ReadySeq;
import dev.sexton.coroutine.internal.source.Source;
import dev.sexton.coroutine.internal.source.Sources;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values of the sequences that a function makes of the values of a sequence.
 *
 * @param <A> the type of the values of that sequence
 * @param <T> the type of the values
 */
public final class FlatSeq<A extends @Nullable Object, T extends @Nullable Object> implements ReadySeq<T> {
    private final Seq<? extends A> upstream;
    private final Function<? super A, ? extends Seq<? extends T>> function;

    /**
     * Creates a sequence; runs nothing.
     *
     * @param upstream the sequence from which the values come
     * @param function makes a sequence of each
     */
    public FlatSeq(Seq<? extends A> upstream, Function<? super A, ? extends Seq<? extends T>> function) {
        this.upstream = upstream;
        this.function = function;
    }

    @Override
    public void push(Yield<? super T> out) {
        Relay<T> to = new Relay<>(Objects.requireNonNull(out, "out"));
        upstream.push(new Relay<A>(value -> to.yieldAll(inner(value))));
    }

    @Override
    public Source<T> source() {
        return new FlatSource(Sources.of(upstream));
    }

    /** What the function makes may have one. */
    @Override
    public boolean hasBody() {
        return true;
    }

    @Override
    public void release() {
        ReadySeq.release(upstream);
    }

    private Seq<? extends T> inner(A value) {
        return Objects.requireNonNull(
                function.apply(value),
                "the function of flatMap returned null; for no values it must return an empty sequence, Seq.of()");
    }

    private final class FlatSource extends DirectSource<T> {
        private final Source<? extends A> outer;

        /** What is made of the current value of the outer source; null before the first and after the end of each. */
        private @Nullable Source<? extends T> inner;

        FlatSource(Source<? extends A> outer) {
            this.outer = outer;
        }

        @Override
        public boolean step(Object handle) {
            do {
                Source<? extends T> from = inner;
                if (from != null && move(from, handle)) {
                    return at(from.current());
                }
                inner = null;
            } while (move(outer, handle) && open());
            return ended();
        }

        private boolean move(Source<?> from, Object handle) {
            try {
                return from.step(handle);
            } catch (Throwable t) {
                throw thrown(t, from);
            }
        }

        @Override
        protected void shut() {
            Closing.of(this::stopInner).run(outer::stop).end();
        }

        @Override
        public boolean isDone() {
            return outer.isDone() && inner == null;
        }

        private boolean open() {
            try {
                inner = Sources.of(inner(outer.current()));
            } catch (Throwable t) {
                throw failed(t);
            }
            return true;
        }

        private void stopInner() {
            Source<? extends T> from = inner;
            if (from != null) {
                try {
                    from.stop();
                } finally {
                    inner = from.isDone() ? null : from;
                }
            }
        }
    }
}
