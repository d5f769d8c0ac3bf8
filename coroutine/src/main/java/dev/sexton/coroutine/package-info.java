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
 * coroutines of platform threads are continuations: a switch costs some 100 ns and needs no thread. Without the flag, and on virtual
 * threads, each has a thread of its own, and a switch is a hand-over between two threads. The rules are the same.
 * {@link dev.sexton.coroutine.Coroutine#backend()} returns the one in use. A body can tell them apart: on a continuation it runs on its
 * consumer's thread and sees its thread-locals and scoped values; otherwise it runs on its own. The interrupt status and the context
 * class loader are the consumer's at each advance in either case.
 *
 * <p>The exception are coroutines that a locked virtual thread makes (see {@link dev.sexton.coroutine.OsThread}): they are continuations
 * inside the virtual thread. On JDK 25 a stack trace that another thread takes of such a virtual thread, or a debugger's step, crashes
 * the JVM.
 *
 * <h2 id="deadlocks">Locks that the consumer holds</h2>
 *
 * A body on a thread of its own may wait for a monitor, lock or class initializer that its consumer holds, and the consumer waits for
 * the body. After {@code sexton.coroutine.examineAfterMillis}, one second by default, such a wait is examined, and again each time that
 * it has become twice as long. If neither thread can ever go on, the consumer's call throws {@link java.lang.IllegalStateException} that
 * names the lock and its holder. The body is left alone: once it has the lock it goes on beside its consumer up to its next
 * {@code yield}, which tells it to end; an exception from it is logged. The JVM does not know who holds a lock for which a virtual thread
 * waits; then there is a warning to the logger {@code dev.sexton.coroutine}, and the wait goes on.
 *
 * <h2 id="depth">Deep recursion</h2>
 *
 * On a thread of its own a body may recurse as deep as on any other thread. On a continuation it can yield from some thousands of
 * frames, since the JVM copies them recursively; deeper down {@code yield} throws {@link java.lang.StackOverflowError}. A larger stack
 * of the consumer's thread ({@code -Xss}, or the constructor of {@link java.lang.Thread}) raises that limit in proportion.
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
 *   <li><b>A {@link java.lang.ScopedValue} binding</b> ({@code ScopedValue.where(...).run(...)}). On a continuation the
 *       {@code yield} throws {@link java.lang.IllegalStateException}: otherwise the consumer would see the binding, and the body would
 *       lose it. With threads the two do not see each other's.
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
 * {@code dev.sexton.coroutine} and taken for {@code false}. {@code sexton.coroutine.examineAfterMillis} is a number of milliseconds
 * from 1, by default 1000; any other value is reported and taken for the default. Both are read when the first coroutine is created.
 */
@NullMarked
package dev.sexton.coroutine;

import org.jspecify.annotations.NullMarked;
