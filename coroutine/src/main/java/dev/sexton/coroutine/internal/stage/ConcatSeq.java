package dev.sexton.coroutine.internal.stage;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.failure.Closing;
import dev.sexton.coroutine.internal.source.DirectSource;
import dev.sexton.coroutine.internal.source.ReadySeq;
import dev.sexton.coroutine.internal.source.Source;
import dev.sexton.coroutine.internal.source.Sources;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of several sequences, one sequence after the other.
 *
 * @param <T> the type of the values
 */
public final class ConcatSeq<T extends @Nullable Object> implements ReadySeq<T> {
    /* The parts of a part are its own parts: a concatenation of many sequences, made step by step, is no deeper than one of two. */

    private final List<Seq<? extends T>> parts = new ArrayList<>();

    /**
     * Creates a sequence; runs nothing.
     *
     * @param first the sequence from which the first values come
     * @param second the sequence from which the others come
     */
    public ConcatSeq(Seq<? extends T> first, Seq<? extends T> second) {
        add(first);
        add(second);
    }

    private void add(Seq<? extends T> seq) {
        if (seq instanceof ConcatSeq<? extends T> several) {
            parts.addAll(several.parts);
        } else {
            parts.add(seq);
        }
    }

    @Override
    public void push(Yield<? super T> out) {
        Relay<T> to = new Relay<>(Objects.requireNonNull(out, "out"));
        try {
            for (Seq<? extends T> part : parts) {
                if (!to.yieldAll(part)) {
                    break;
                }
            }
        } catch (Throwable t) {
            throw Closing.after(t).run(this::release).failure();
        }
        release();
    }

    @Override
    public Source<T> source() {
        List<Source<? extends T>> sources = new ArrayList<>(parts.size());
        for (Seq<? extends T> part : parts) {
            sources.add(Sources.of(part));
        }
        return new ConcatSource<>(sources);
    }

    @Override
    public boolean hasBody() {
        return parts.stream().anyMatch(Sources::hasBody);
    }

    @Override
    public void release() {
        Closing closing = Closing.begin();
        for (Seq<? extends T> part : parts) {
            closing.run(() -> ReadySeq.release(part));
        }
        closing.end();
    }

    private static final class ConcatSource<T extends @Nullable Object> extends DirectSource<T> {
        private final List<Source<? extends T>> sources;

        /** The index of the source from which the values come now. */
        private int index;

        ConcatSource(List<Source<? extends T>> sources) {
            this.sources = sources;
        }

        @Override
        public boolean step(Object handle) {
            while (index < sources.size()) {
                Source<? extends T> from = sources.get(index);
                if (move(from, handle)) {
                    return at(from.current());
                }
                index++;
            }
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
            Closing closing = Closing.begin();
            for (Source<? extends T> source : sources) {
                closing.run(source::stop);
            }
            closing.end();
        }

        @Override
        public boolean isDone() {
            return sources.stream().allMatch(Source::isDone);
        }
    }
}
