package dev.sexton.coroutine;

/** The two kinds of coroutines, to which most rules apply alike. */
enum Kind {
    CONFINED {
        @Override
        <T> Pull<T> pull(Seq<T> seq) {
            return Pull.of(seq);
        }

        @Override
        <K, V> Pull2<K, V> pairs(Seq2<K, V> seq) {
            return Pull2.of(seq);
        }

        @Override
        <I, O> Coroutine<I, O> coroutine(Coroutine.Body<I, O> body) {
            return Coroutine.of(body);
        }
    },
    DETACHED {
        @Override
        <T> Pull<T> pull(Seq<T> seq) {
            return Pull.detached(seq);
        }

        @Override
        <K, V> Pull2<K, V> pairs(Seq2<K, V> seq) {
            return Pull2.detached(seq);
        }

        @Override
        <I, O> Coroutine<I, O> coroutine(Coroutine.Body<I, O> body) {
            return Coroutine.detached(body);
        }
    };

    abstract <T> Pull<T> pull(Seq<T> seq);

    abstract <K, V> Pull2<K, V> pairs(Seq2<K, V> seq);

    abstract <I, O> Coroutine<I, O> coroutine(Coroutine.Body<I, O> body);
}
