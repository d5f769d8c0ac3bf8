package clojure.lang;

/** As in Clojure's library: each function is a class of its own, neither inner nor hidden, that extends this. */
public abstract class AFn implements Runnable {}
