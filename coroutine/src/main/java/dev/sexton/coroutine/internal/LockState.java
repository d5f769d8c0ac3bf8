package dev.sexton.coroutine.internal;

/**
 * How a thread is locked.
 *
 * @param thread the {@link Thread} of a platform thread, the carrier's name of a virtual one
 * @param external locks taken by {@code OsThread.lock} and not released
 * @param internal callbacks from native code on the stack
 */
record LockState(Object thread, int external, int internal) {}
