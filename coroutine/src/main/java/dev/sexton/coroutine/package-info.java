/**
 * Coroutines for the JVM: code that pushes values becomes an iterator from which they are pulled.
 *
 * <p>Start with {@link dev.sexton.coroutine.Seq} and {@link dev.sexton.coroutine.Pull}. If values travel in both directions, use
 * {@link dev.sexton.coroutine.Coroutine}. {@link dev.sexton.coroutine.OsThread} is for code that must stay on one OS thread.
 *
 * <p>Unless a parameter is said to allow null, passing null for it throws {@link java.lang.NullPointerException}. Values, keys and
 * elements may be null.
 *
 * <h2>Two backends</h2>
 *
 * With {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED} (on the module path {@code =dev.sexton.coroutine}) confined
 * coroutines are continuations: a switch costs some 100 ns and needs no thread. Without the flag each has a virtual thread of its own,
 * and a switch is a hand-over between two threads. The rules are the same. {@link dev.sexton.coroutine.Coroutine#backend()} returns the
 * one in use. A body can tell them apart: with continuations it runs on its consumer's thread and sees its thread-locals; with threads
 * it runs on its own.
 *
 * <h2 id="hazards">Hazards of suspending a body</h2>
 *
 * While a body is suspended, it keeps everything that it holds, although its consumer goes on. A confined body must not hold any of the
 * following across a {@code yield}. The test class {@code HazardTest} shows the consequences.
 *
 * <ul>
 *   <li><b>A monitor</b> ({@code synchronized}). With continuations the consumer's thread no longer owns it while the body
 *       is suspended, so a consumer that enters it waits for itself and never returns. With threads the consumer waits for the body,
 *       which waits for the consumer. {@code -Dsexton.coroutine.strict=true}, meant for tests, makes such a {@code yield} throw
 *       an {@link java.lang.IllegalStateException} that names the monitor; a {@code yield} then costs a good part of a millisecond.
 *   <li><b>A {@link java.util.concurrent.locks.ReentrantLock}</b>. With continuations the consumer is the same thread, so
 *       it owns the lock as well and nothing is excluded; with threads it waits for the body.
 *   <li><b>A {@link java.lang.ScopedValue} binding</b> ({@code ScopedValue.where(...).run(...)}). With continuations the
 *       consumer sees the body's binding, and may lose bindings of its own, until it returns from the methods that it is in.
 *       With threads the two do not see each other's.
 * </ul>
 *
 * <p>With continuations a body cannot yield while a native method or a class initializer is on its stack: {@code yield} throws
 * {@link java.lang.IllegalStateException}. With threads it can.
 *
 * <h2 id="abandoned">Coroutines that nobody closes</h2>
 *
 * When a {@code Pull}, {@code Pull2} or {@code Coroutine} becomes unreachable while its body is suspended, a
 * {@linkplain dev.sexton.cleanup.Cleanups cleanup} deals with it, some time after a collection. A detached body is closed: its
 * {@code finally} blocks run on its own thread, which then ends. A confined body on a continuation is dropped where it stands:
 * its {@code finally} blocks do not run, and it is reported to the {@link java.lang.System.Logger} named
 * {@code dev.sexton.coroutine}, with the place where it was created if {@code -Dsexton.cleanup.trackSites=true}. A confined body on a
 * thread is reported and then closed, since there is no other way to end the thread. If a body on a thread of its own refers to its own
 * pull, it keeps the pull reachable: then only your code can close it.
 *
 * <h2 id="properties">System properties</h2>
 *
 * {@code sexton.coroutine.strict} is {@code true} or {@code false}, the default. Any other value is reported once to the logger
 * {@code dev.sexton.coroutine} and taken for {@code false}. It is read when the first coroutine is created.
 */
@NullMarked
package dev.sexton.coroutine;

import org.jspecify.annotations.NullMarked;
