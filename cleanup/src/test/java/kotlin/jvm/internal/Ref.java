package kotlin.jvm.internal;

/** As in Kotlin's library: a variable that a lambda captures and changes. */
public final class Ref {
    private Ref() {}

    public static final class ObjectRef {
        public Object element;
    }
}
