package dev.sexton.benchmarks.coroutines;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;

/** A continuation that yields, without any of the rules, and hands a value over in a field. */
final class BareContinuation implements PullRival {
    private final ContinuationScope scope = new ContinuationScope("bare");
    private final Continuation continuation;
    private Object value = "";

    BareContinuation(Body body) {
        this.continuation = new Continuation(scope, () -> body.run(this));
    }

    /** Yields the values over and over. */
    static void repeat(BareContinuation out) {
        for (int i = 0; ; i++) {
            out.yieldValue(Values.ALL[i & Values.MASK]);
        }
    }

    /** Walks down to the depth over and over and yields a value on the way back from each level. */
    static Body recursion(int depth) {
        return out -> {
            while (true) {
                walk(out, depth);
            }
        };
    }

    private static void walk(BareContinuation out, int depth) {
        if (depth > 1) {
            walk(out, depth - 1);
        }
        out.yieldValue(Values.ALL[depth]);
    }

    /** Passes on what the inner one yields. */
    static PullRival chain(int depth) {
        if (depth == 1) {
            return new BareContinuation(BareContinuation::repeat);
        }
        PullRival inner = chain(depth - 1);
        return new BareContinuation(out -> {
            while (true) {
                out.yieldValue(inner.next());
            }
        });
    }

    private void yieldValue(Object next) {
        value = next;
        Continuation.yield(scope);
    }

    @Override
    public Object next() {
        continuation.run();
        return value;
    }

    /** The body that runs on the continuation. */
    interface Body {
        void run(BareContinuation out);
    }
}
