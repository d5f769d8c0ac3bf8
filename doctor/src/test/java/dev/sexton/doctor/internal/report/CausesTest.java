package dev.sexton.doctor.internal.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.doctor.Cause;
import dev.sexton.doctor.HeapObject;
import dev.sexton.doctor.Link;
import dev.sexton.doctor.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each mistake is told from its path: what else it could be is in the test before or after. */
class CausesTest {
    private static final String CLEANER = "jdk.internal.ref.CleanerImpl$PhantomCleanableRef";
    private static final String WEAK_ENTRY = "java.util.WeakHashMap$Entry";

    @Test
    void anActionIsALambdaAnInnerClassAFieldOrHoldsACollection() {
        assertThat(Causes.of(false, true, CLEANER, path(HeapObject.Kind.LAMBDA, field("com.acme.Buffer", "arg$1"))))
                .isEqualTo(Cause.LAMBDA);
        assertThat(Causes.of(false, true, CLEANER, path(HeapObject.Kind.INNER, field("com.acme.Buffer$1", "this$0"))))
                .isEqualTo(Cause.INNER_CLASS);
        assertThat(Causes.of(false, true, CLEANER, path(HeapObject.Kind.INSTANCE, field("com.acme.Action", "buffer"))))
                .isEqualTo(Cause.FIELD);
        assertThat(Causes.of(false, true, CLEANER, path(HeapObject.Kind.LAMBDA, new Link(Link.Kind.ELEMENT, "", ""))))
                .isEqualTo(Cause.COLLECTION);
        assertThat(Causes.of(true, true, CLEANER, path(HeapObject.Kind.LAMBDA, field("com.acme.Buffer", "arg$1"))))
                .isEqualTo(Cause.MUTUAL);
    }

    /** The lambda holds a listener, which holds the object: it is the listener's field that is to change. */
    @Test
    void whatAClosureHasCapturedMayHaveTheField() {
        List<Step> path = new ArrayList<>(path(HeapObject.Kind.INSTANCE, field("com.acme.Listener", "buffer")));
        path.add(
                0,
                new Step(
                        new HeapObject(HeapObject.Kind.LAMBDA, "com.acme.Buffer", ""),
                        Optional.of(field("com.acme.Buffer", "arg$1"))));

        assertThat(Causes.of(false, true, CLEANER, path)).isEqualTo(Cause.FIELD);
    }

    /** A lambda as a value has nothing to release, unlike one as the action of a hand-written weak reference. */
    @Test
    void aMapHasValues() {
        List<Step> lambda = path(HeapObject.Kind.LAMBDA, field("com.acme.Listener", "arg$1"));
        assertThat(Causes.of(false, false, WEAK_ENTRY, lambda)).isEqualTo(Cause.MAP_VALUE);
        assertThat(Causes.of(false, false, "com.acme.WeakCleanup", lambda)).isEqualTo(Cause.LAMBDA);
        assertThat(Causes.of(true, false, WEAK_ENTRY, lambda)).isEqualTo(Cause.MUTUAL_VALUES);
        assertThat(Causes.of(false, false, "java.lang.ThreadLocal$ThreadLocalMap$Entry", lambda))
                .isEqualTo(Cause.THREAD_LOCAL);
        assertThat(Causes.of(
                        false, false, WEAK_ENTRY, path(HeapObject.Kind.INSTANCE, new Link(Link.Kind.CLASS, "", ""))))
                .isEqualTo(Cause.CLASS_LOADER);
    }

    @Test
    void whatACompilerMadeIsKnown() {
        assertThat(Causes.of(
                        false, true, CLEANER, path(HeapObject.Kind.INSTANCE, field("com.acme.Buffer$Inner", "$outer"))))
                .isEqualTo(Cause.SCALA_OUTER);
        assertThat(Causes.of(
                        false, true, CLEANER, path(HeapObject.Kind.INSTANCE, field("groovy.lang.Closure", "delegate"))))
                .isEqualTo(Cause.GROOVY_CLOSURE);
        assertThat(Causes.of(
                        false, true, CLEANER, path(HeapObject.Kind.INSTANCE, field("com.acme.Action", "delegate"))))
                .isEqualTo(Cause.FIELD);
    }

    private static Link field(String declaringClass, String name) {
        return new Link(Link.Kind.FIELD, declaringClass, name);
    }

    private static List<Step> path(HeapObject.Kind kind, Link link) {
        return List.of(
                new Step(new HeapObject(kind, "com.acme.Holder", ""), Optional.of(link)),
                new Step(new HeapObject(HeapObject.Kind.INSTANCE, "com.acme.Buffer", ""), Optional.empty()));
    }
}
