package dev.sexton.coroutine.internal.stage;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import dev.sexton.coroutine.internal.failure.Closing;
import dev.sexton.coroutine.internal.source.DirectSource;
import dev.sexton.coroutine.internal.source.ReadySeq;
import dev.sexton.coroutine.internal.source.Source;
import dev.sexton.coroutine.internal.source.Sources;
import java.lang.ref.Reference;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of two sorted sequences, sorted.
 *
 * @param <T> the type of the values
 */
public final class MergeSeq<T extends @Nullable Object> implements ReadySeq<T> {
    private final Seq<? extends T> left;
    private final Seq<? extends T> right;
    private final Comparator<? super T> order;

    /**
     * Creates a sequence; runs nothing.
     *
     * @param left a sorted sequence, whose values come before equal ones of the other
     * @param right the other sorted sequence
     * @param order how they are sorted
     */
    public MergeSeq(Seq<? extends T> left, Seq<? extends T> right, Comparator<? super T> order) {
        this.left = left;
        this.right = right;
        this.order = order;
    }

    @Override
    public void push(Yield<? super T> out) {
        Objects.requireNonNull(out, "out");
        Source<T> source = source(); // Also the handle: nobody else has it.
        try {
            boolean more = true;
            while (more && source.advance(source)) {
                more = out.yield(source.current());
            }
        } catch (Throwable t) {
            throw Closing.after(t).run(source::close).failure();
        } finally {
            Reference.reachabilityFence(source);
        }
        source.close();
    }

    @Override
    public Source<T> source() {
        return new MergeSource<>(Sources.of(left), Sources.of(right), order);
    }

    @Override
    public boolean hasBody() {
        return Sources.hasBody(left) || Sources.hasBody(right);
    }

    @Override
    public void release() {
        Closing.of(() -> ReadySeq.release(left))
                .run(() -> ReadySeq.release(right))
                .end();
    }

    private static final class MergeSource<T extends @Nullable Object> extends DirectSource<T> {
        private final Source<? extends T> left;
        private final Source<? extends T> right;
        private final Comparator<? super T> order;

        /** Whether a source has moved to a value that has not yet come out. */
        private boolean leftWaits;

        private boolean rightWaits;

        MergeSource(Source<? extends T> left, Source<? extends T> right, Comparator<? super T> order) {
            this.left = left;
            this.right = right;
            this.order = order;
        }

        @Override
        public boolean step(Object handle) {
            leftWaits = leftWaits || moveLeft(handle);
            rightWaits = rightWaits || moveRight(handle);
            if (leftWaits && (!rightWaits || leftComesFirst())) {
                leftWaits = false;
                return at(left.current());
            }
            if (rightWaits) {
                rightWaits = false;
                return at(right.current());
            }
            return ended();
        }

        private boolean moveLeft(Object handle) {
            try {
                return left.step(handle);
            } catch (Throwable t) {
                throw thrown(t, left);
            }
        }

        private boolean moveRight(Object handle) {
            try {
                return right.step(handle);
            } catch (Throwable t) {
                throw thrown(t, right);
            }
        }

        private boolean leftComesFirst() {
            try {
                return order.compare(left.current(), right.current()) <= 0;
            } catch (Throwable t) {
                throw failed(t);
            }
        }

        @Override
        protected void shut() {
            leftWaits = false;
            rightWaits = false;
            Closing.of(left::stop).run(right::stop).end();
        }

        @Override
        public boolean isDone() {
            return left.isDone() && right.isDone();
        }
    }
}
