package dev.sexton.junit;

import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cleanup.Cleanups;
import dev.sexton.junit.internal.Account;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;

/**
 * Fails a test that leaves cleanups: a cleanup that is still live at the end of the test, or that the collector had to run, belongs
 * to an object that was not closed.
 *
 * {@snippet :
 * @ExtendWith(CleanupExtension.class)
 * class BufferTest {
 *     @Test
 *     void readsWhatWasWritten() {        // fails if a buffer is not closed: its cleanup is in the shared runtime
 *         ...
 *     }
 *
 *     @Test
 *     void inARuntimeOfItsOwn(CleanupRuntime cleanups) {
 *         ...                             // fails if a cleanup registered with this runtime is not cleaned or stopped
 *     }
 * }
 * }
 *
 * <p>The extension checks two runtimes. One is shared by tests: {@link Cleanups#runtime()}, or another given to {@link #of}. The
 * other belongs to one test, which gets it as a parameter of its method, its constructor or its {@code @BeforeEach} methods: it
 * records where cleanups are registered, contains no other test's cleanups, and is closed at the end.
 *
 * <p>A test begins when its instance is made, and ends after its {@code @AfterEach} methods. A test that fails by itself is not
 * checked. With {@link CollectorMayClose} it is enough that the collector can close the objects that the test has left.
 *
 * <p>For the shared runtime, the extension compares the statistics at the end of the test with those at its beginning. So no other
 * code may use that runtime meanwhile: no concurrent test (the message says so if this extension checks that test, too), and no
 * earlier test that closes its objects late.
 *
 * <p>Works with JUnit 5 from 5.12 on, and with JUnit 6.
 *
 * @since 0.2.0
 */
public final class CleanupExtension
        implements TestInstancePreConstructCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private final CleanupRuntime shared;
    private final Duration patience;

    /** A test may have several of these extensions, each for another runtime. */
    private final Namespace namespace = Namespace.create(CleanupExtension.class, this);

    /** Creates an extension that checks {@link Cleanups#runtime()}, for {@code @ExtendWith}. */
    public CleanupExtension() {
        this(Cleanups.runtime(), Duration.ofSeconds(10));
    }

    /** @param patience how long the end of a test waits for the collector, if the collector may close the objects */
    CleanupExtension(CleanupRuntime shared, Duration patience) {
        this.shared = Objects.requireNonNull(shared, "runtime");
        this.patience = patience;
    }

    /**
     * Returns an extension that checks a runtime which outlives the test, for {@code @RegisterExtension}.
     *
     * @param runtime the runtime to check
     * @return a new extension
     */
    public static CleanupExtension of(CleanupRuntime runtime) {
        return new CleanupExtension(runtime, Duration.ofSeconds(10));
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        return ExtensionContextScope.TEST_METHOD;
    }

    /** Begins here, so that cleanups registered by fields of the test's class count as well. */
    @Override
    public void preConstructTestInstance(TestInstanceFactoryContext factory, ExtensionContext context)
            throws InterruptedException {
        boolean onceForEachTest =
                context.getTestInstanceLifecycle().orElse(Lifecycle.PER_METHOD) == Lifecycle.PER_METHOD;
        if (onceForEachTest && context.getTestMethod().isPresent()) {
            begin(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws InterruptedException {
        begin(context).enter();
    }

    private Account begin(ExtensionContext context) throws InterruptedException {
        Account begun = store(context).get("shared", Account.class);
        if (begun != null) {
            return begun;
        }
        if (mayCollect(context)) {
            shared.reclaim(patience); // or the cleanups that earlier tests have left would count as this one's
        }
        Account account = Account.of(shared);
        store(context).put("shared", account);
        return account;
    }

    @Override
    public void afterEach(ExtensionContext context) throws InterruptedException {
        Account account = begin(context);
        boolean overlap = account.leave();
        Account own = store(context).get("own", Account.class);
        try {
            if (context.getExecutionException().isEmpty()) {
                check(account, overlap, context);
                if (own != null) {
                    check(own, false, context);
                }
            }
        } finally {
            if (own != null) {
                own.runtime().close();
            }
        }
    }

    private void check(Account account, boolean overlap, ExtensionContext context) throws InterruptedException {
        if (mayCollect(context)) {
            account.checkCollectable(patience, overlap);
        } else {
            account.checkClosed(overlap);
        }
    }

    private static boolean mayCollect(ExtensionContext context) {
        if (context.getRequiredTestMethod().isAnnotationPresent(CollectorMayClose.class)) {
            return true;
        }
        for (Class<?> c = context.getRequiredTestClass(); c != null; c = c.getEnclosingClass()) {
            if (c.isAnnotationPresent(CollectorMayClose.class)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == CleanupRuntime.class
                && context.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return store(context)
                .getOrComputeIfAbsent(
                        "own",
                        key -> Account.of(CleanupRuntime.builder()
                                .name(context.getRequiredTestMethod().getName())
                                .trackSites()
                                .build()),
                        Account.class)
                .runtime();
    }

    private ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(namespace);
    }
}
