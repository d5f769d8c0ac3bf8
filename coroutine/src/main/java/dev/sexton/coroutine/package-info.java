/**
 * Coroutines for the JVM: code that pushes values, turned into an iterator that is pulled.
 *
 * <p>Start with {@link dev.sexton.coroutine.Seq} and {@link dev.sexton.coroutine.Pull}; when values travel in both
 * directions, {@link dev.sexton.coroutine.Coroutine}. {@link dev.sexton.coroutine.OsThread} is for code that must stay on
 * one OS thread.
 *
 * <h2>Two backends</h2>
 *
 * With {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED} (on the module path
 * {@code =dev.sexton.coroutine}) confined coroutines are continuations: a switch costs some 100 ns and no thread. Without
 * the flag each has a virtual thread of its own and a switch is a hand-over between two threads. The rules are the same;
 * {@link dev.sexton.coroutine.Coroutine#backend()} tells which one is in use. What a body can tell apart: with
 * continuations it runs on its consumer's thread and sees its thread-locals; with threads it runs on its own.
 *
 * <h2 id="hazards">Hazards of suspending a body</h2>
 *
 * While a body is suspended, what it holds stays held although its consumer runs on. Across a {@code yield}, a confined body
 * must not hold what follows. The test class {@code HazardTest} shows what happens otherwise.
 *
 * <ul>
 *   <li><b>A monitor</b> ({@code synchronized}). With continuations the consumer's thread no longer owns it while the body
 *       is suspended, so that a consumer that enters it waits for itself, for ever. With threads the consumer waits just as
 *       long, for the body. {@code -Dsexton.coroutine.strict=true}, meant for tests, makes such a {@code yield} an
 *       {@link java.lang.IllegalStateException} that names the monitor; a {@code yield} then costs a good part of a
 *       millisecond.
 *   <li><b>A {@link java.util.concurrent.locks.ReentrantLock}</b>. With continuations the consumer is the same thread, so
 *       it owns the lock as well and nothing is excluded; with threads it waits for the body.
 *   <li><b>A {@link java.lang.ScopedValue} binding</b> ({@code ScopedValue.where(...).run(...)}). With continuations the
 *       consumer sees the body's binding, and may lose bindings of its own, until it has left the methods that it was in.
 *       With threads the two do not see each other's.
 * </ul>
 *
 * <p>With continuations a body cannot be suspended while a native method or a class initializer is on its stack: the
 * {@code yield} is an {@link java.lang.IllegalStateException}. With threads it can.
 *
 * <h2 id="abandoned">Coroutines that nobody closes</h2>
 *
 * When a {@code Pull}, {@code Pull2} or {@code Coroutine} becomes unreachable while its body is suspended, a
 * {@linkplain dev.sexton.cleanup.Cleanups cleanup} deals with it, some time after a collection. A detached body is closed: its
 * {@code finally} blocks run on its own thread, which ends. A confined body on a continuation is dropped where it stands:
 * its {@code finally} blocks do not run, and it is reported to the {@link java.lang.System.Logger} named
 * {@code dev.sexton.coroutine}, with the place where it was created if {@code -Dsexton.cleanup.trackSites=true}. On a thread
 * it is reported and then closed, since there is no other way to end the thread. A body on a thread of its own that refers to
 * its own pull keeps it reachable: nobody but you can close that one.
 */
@NullMarked
package dev.sexton.coroutine;

import org.jspecify.annotations.NullMarked;
