package dev.sexton.doctor;

/**
 * One object on a path, and how it refers to the next.
 *
 * @param object what it is, in words: a class's name, {@code lambda in com.acme.Buffer}, {@code thread "main"}
 * @param via the field, or "an element", "a key", "a value", "its cleanup"; empty for the last object
 */
public record Step(String object, String via) {}
