package dev.sexton.coroutine.internal.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link StageSeq} does with each value. For each value that comes in, and at the end, at most one comes out: that is what makes
 * a stage fit for pulling.
 *
 * @param <A> the type of the values that come in
 * @param <B> the type of the values that come out
 */
@SuppressWarnings("NamedLikeContextualKeyword") // Sinks are yields.
public interface Stage<A extends @Nullable Object, B extends @Nullable Object> {
    /*
     * A sink passes its value on last of all, or has put its state in order before, since what it calls may call it again.
     */

    /**
     * {@return a sink that passes what comes out on to another one, with a state of its own}
     *
     * @param next the other one
     */
    Sink<A> onto(Sink<? super B> next);

    /**
     * {@return a stage that passes on the results of a function}
     *
     * @param function the function
     * @param <A> the type of the values that come in
     * @param <B> the type of the results
     */
    static <A extends @Nullable Object, B extends @Nullable Object> Stage<A, B> map(
            Function<? super A, ? extends B> function) {
        return out -> new Sink.Link<A, B>(out) {
            @Override
            public boolean yield(A value) {
                return next.yield(function.apply(value));
            }
        };
    }

    /**
     * {@return a stage that passes on the values for which a condition holds}
     *
     * @param condition the condition
     * @param <A> the type of the values
     */
    static <A extends @Nullable Object> Stage<A, A> filter(Predicate<? super A> condition) {
        return out -> new Sink.Link<A, A>(out) {
            @Override
            public boolean yield(A value) {
                return !condition.test(value) || next.yield(value);
            }
        };
    }

    /**
     * {@return a stage that passes on the values before the first for which a condition does not hold}
     *
     * @param condition the condition
     * @param <A> the type of the values
     */
    static <A extends @Nullable Object> Stage<A, A> takeWhile(Predicate<? super A> condition) {
        return out -> new Sink.Link<A, A>(out) {
            @Override
            public boolean yield(A value) {
                return condition.test(value) && next.yield(value);
            }
        };
    }

    /**
     * {@return a stage that passes on the values from the first on for which a condition does not hold}
     *
     * @param condition the condition
     * @param <A> the type of the values
     */
    static <A extends @Nullable Object> Stage<A, A> dropWhile(Predicate<? super A> condition) {
        return out -> new Sink.Link<A, A>(out) {
            private boolean dropping = true;

            @Override
            public boolean yield(A value) {
                dropping = dropping && condition.test(value);
                return dropping || next.yield(value);
            }
        };
    }

    /**
     * {@return a stage that passes on the first values, and asks for no more}
     *
     * @param count how many
     * @param <A> the type of the values
     */
    static <A extends @Nullable Object> Stage<A, A> limit(long count) {
        return out -> new Sink.Link<A, A>(out) {
            private long left = count;

            @Override
            boolean wantsAny() {
                return left > 0 && next.wantsAny();
            }

            @Override
            public boolean yield(A value) {
                if (left == 0) {
                    return false;
                }
                left--;
                return next.yield(value) && left > 0;
            }
        };
    }

    /**
     * {@return a stage that passes on all but the first values}
     *
     * @param count how many it does not pass on
     * @param <A> the type of the values
     */
    static <A extends @Nullable Object> Stage<A, A> skip(long count) {
        return out -> new Sink.Link<A, A>(out) {
            private long left = count;

            @Override
            public boolean yield(A value) {
                if (left > 0) {
                    left--;
                    return true;
                }
                return next.yield(value);
            }
        };
    }

    /**
     * {@return a stage that passes on each value whose key has not come before}
     *
     * @param key returns the key of a value
     * @param <A> the type of the values
     */
    static <A extends @Nullable Object> Stage<A, A> distinct(Function<? super A, ?> key) {
        return out -> new Sink.Link<A, A>(out) {
            private final Set<@Nullable Object> seen = new HashSet<>();

            @Override
            public boolean yield(A value) {
                return !seen.add(key.apply(value)) || next.yield(value);
            }
        };
    }

    /**
     * {@return a stage that calls an action with each value before it passes it on}
     *
     * @param action the action
     * @param <A> the type of the values
     */
    static <A extends @Nullable Object> Stage<A, A> peek(Consumer<? super A> action) {
        return out -> new Sink.Link<A, A>(out) {
            @Override
            public boolean yield(A value) {
                action.accept(value);
                return next.yield(value);
            }
        };
    }

    /**
     * {@return a stage that passes on lists of values, one after the other; the last may be shorter}
     *
     * @param size how many values are in a list
     * @param <A> the type of the values
     */
    static <A extends @Nullable Object> Stage<A, List<A>> chunk(int size) {
        return out -> new Sink.Link<A, List<A>>(out) {
            private List<A> held = new ArrayList<>();

            @Override
            public boolean yield(A value) {
                held.add(value);
                return held.size() < size || next.yield(take());
            }

            @Override
            void end() {
                if (!held.isEmpty()) {
                    next.yield(take());
                }
                next.end();
            }

            private List<A> take() {
                List<A> taken = held;
                held = new ArrayList<>();
                return Collections.unmodifiableList(taken);
            }
        };
    }

    /**
     * {@return a stage that passes on a list of the last values for each value from the first full list on, or at the end one list that
     * is not full}
     *
     * @param size how many values are in a list
     * @param <A> the type of the values
     */
    static <A extends @Nullable Object> Stage<A, List<A>> window(int size) {
        return out -> new Sink.Link<A, List<A>>(out) {
            private final List<A> last = new ArrayList<>();
            private boolean full;

            @Override
            public boolean yield(A value) {
                if (full) {
                    last.removeFirst();
                }
                last.add(value);
                full = last.size() == size;
                return !full || next.yield(copy());
            }

            @Override
            void end() {
                if (!full && !last.isEmpty()) {
                    next.yield(copy());
                }
                next.end();
            }

            private List<A> copy() {
                return Collections.unmodifiableList(new ArrayList<>(last));
            }
        };
    }
}
