package dev.sexton.coroutine.internal.lock;

/**
 * How a thread is locked.
 *
 * @param thread the {@link Thread} of a platform thread, or the carrier's name of a virtual one
 * @param external the number of locks that were taken and not released
 * @param internal the number of callbacks from native code on the stack
 */
public record LockState(Object thread, int external, int internal) {}
