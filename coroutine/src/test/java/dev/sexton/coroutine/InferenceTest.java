package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The ways to write a pull's argument. Most of what is tested here is that the compiler accepts it: a method reference, a lambda with
 * and without types, a variable, an overloaded or generic method, each assigned to the type of the values, a supertype, and var.
 */
class InferenceTest {
    private void walk(Yield<? super Integer> out) {
        if (out.yield(1)) {
            out.yield(2);
        }
    }

    private void walkPairs(Yield2<? super String, ? super Integer> out) {
        out.yield("a", 1);
    }

    private static void walkInvariant(Yield<Integer> out) {
        out.yield(1);
        out.yield(2);
    }

    private static <T> void walkNothing(Yield<? super T> out) {
        assertThat(out).isNotNull();
    }

    private static void overloaded(Yield<? super Integer> out) {
        out.yield(1);
        out.yield(2);
    }

    @SuppressWarnings("UnusedMethod") // Makes the reference to the other one inexact.
    private static void overloaded(String other) {
        assertThat(other).isNotNull();
    }

    private static void pulls12(Pull<? extends Object> pull) {
        assertThat(pull.next()).isEqualTo(1);
        assertThat(pull.next()).isEqualTo(2);
        assertThat(pull.advance()).isFalse();
    }

    @Test
    void methodReferences() {
        Pull<Integer> exact = Pull.of(this::walk);
        Pull<Object> wider = Pull.of(this::walk);
        Pull<? extends Number> wild = Pull.of(this::walk);
        var inferred = Pull.of(this::walk);
        Pull<Integer> inferredIsExact = inferred;
        Pull<Integer> explicit = Pull.<Integer>of(this::walk);
        Pull<Integer> invariant = Pull.of(InferenceTest::walkInvariant);
        Pull<Integer> overloaded = Pull.of(InferenceTest::overloaded);
        Seq<Integer> seq = this::walk;
        for (Pull<? extends Object> pull :
                List.of(exact, wider, wild, explicit, invariant, overloaded, seq.pull(), Pull.of(seq))) {
            pulls12(pull);
        }
        pulls12(inferredIsExact);
        Pull<String> generic = Pull.of(InferenceTest::walkNothing);
        assertThat(generic.advance()).isFalse();
    }

    @Test
    void methodReferencesDetachedAndReadAhead() {
        Pull<Integer> detached = Pull.detached(this::walk);
        Pull<Object> detachedWider = Pull.detached(this::walk);
        var detachedInferred = Pull.detached(this::walk);
        Pull<Integer> ahead = Pull.readAhead(this::walk, 2);
        Pull<Object> aheadWider = Pull.readAhead(this::walk, 2);
        var aheadInferred = Pull.readAhead(this::walk, 2);
        for (Pull<? extends Object> pull :
                List.of(detached, detachedWider, detachedInferred, ahead, aheadWider, aheadInferred)) {
            pulls12(pull);
        }
    }

    @Test
    void methodReferencesToPairs() {
        Pull2<String, Integer> exact = Pull2.of(this::walkPairs);
        Pull2<Object, Number> wider = Pull2.of(this::walkPairs);
        Pull2<String, Integer> detached = Pull2.detached(this::walkPairs);
        Seq2<String, Integer> seq = this::walkPairs;
        Pull2<Object, Number> ofSeq = Pull2.of(seq);
        Pull2<Object, Number> detachedOfSeq = Pull2.detached(seq);
        for (Pull2<?, ?> pull : List.of(exact, wider, detached, ofSeq, detachedOfSeq, seq.pull())) {
            assertThat(pull.advance()).isTrue();
            assertThat(pull.key()).isEqualTo("a");
            assertThat(pull.value()).isEqualTo(1);
            assertThat(pull.advance()).isFalse();
        }
    }

    @Test
    void lambdas() {
        Pull<Integer> implicit = Pull.of(out -> walk(out));
        Pull<Object> implicitWider = Pull.of(out -> walk(out));
        Pull<Integer> typed = Pull.of((Yield<? super Integer> out) -> walk(out));
        var typedInferred = Pull.of((Yield<? super Integer> out) -> walk(out));
        Pull<Integer> typedInferredIsExact = typedInferred;
        Pull<Integer> chosen = Pull.of(implicit == null ? this::walk : out -> walk(out));
        Pull<Integer> detached = Pull.detached(out -> walk(out));
        Pull<Integer> ahead = Pull.readAhead(out -> walk(out), 1);
        for (Pull<? extends Object> pull : List.of(implicit, implicitWider, typed, chosen, detached, ahead)) {
            pulls12(pull);
        }
        pulls12(typedInferredIsExact);
    }

    @Test
    void sequences() {
        Seq<Integer> seq = Seq.of(1, 2);
        Seq<? extends Number> wild = seq;
        var inferred = Pull.of(seq);
        Pull<Integer> inferredIsExact = inferred;
        Pull<Object> wider = Pull.of(seq);
        Pull<Number> ofWild = Pull.of(wild);
        Pull<Object> widerList = Pull.of(Seq.of(List.of(1, 2)));
        Function<Seq<Integer>, Pull<Integer>> factory = Pull::of;
        Pull<Integer> mapped = Optional.of(seq).map(Pull::of).orElseThrow();
        Pull<Integer> ofClass = Pull.of(new Seq<>() {
            @Override
            public void push(Yield<? super Integer> out) {
                walk(out);
            }
        });
        for (Pull<? extends Object> pull : List.of(
                inferredIsExact,
                wider,
                ofWild,
                widerList,
                factory.apply(seq),
                mapped,
                ofClass,
                Pull.<Object>detached(seq),
                Pull.<Object>readAhead(seq, 2))) {
            pulls12(pull);
        }
    }

    @Test
    void everySequenceIsAPusher() {
        Pusher<Integer> pusher = Seq.of(1, 2);
        List<Integer> pushed = new ArrayList<>();
        pusher.pushTo(pushed::add);
        assertThat(pushed).containsExactly(1, 2);
        pulls12(Pull.of(pusher));
        Pusher2<String, Integer> pairs = (Seq2<String, Integer>) this::walkPairs;
        pairs.pushTo((key, value) -> pushed.add(key.length() + value));
        assertThat(pushed).containsExactly(1, 2, 2);
        assertThat(Pull2.of(pairs).advance()).isTrue();
    }

    @Test
    void noMethodIsRefusedAtOnce() {
        Pusher<Integer> none = null;
        Pusher2<Integer, Integer> noPairs = null;
        assertThatThrownBy(() -> Pull.of(none)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Pull.detached(none)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Pull.readAhead(none, 1)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Pull2.of(noPairs)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Pull2.detached(noPairs)).isInstanceOf(NullPointerException.class);
    }
}
