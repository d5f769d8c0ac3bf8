package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clojure.lang.AFn;
import java.io.InputStream;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import kotlin.jvm.internal.Ref;
import org.assertj.core.data.MapEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every registration whose cleanup would never run is rejected, with the reason and the way the object is reached. */
@SuppressWarnings({"UnusedVariable", "UnnecessaryMethodReference"}) // they are here to be captured
class RegistrationCheckTest {
    private static final Consumer<Object> NOTHING = argument -> {};

    private final CleanupRuntime runtime =
            CleanupRuntime.builder().name("registration").build();

    @AfterEach
    void nothingRejectedWasRecorded() {
        runtime.close();
    }

    @Test
    void nulls() {
        assertThatThrownBy(() -> runtime.add(null, NOTHING, "argument"))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("object is null")
                .hasMessageContaining("would never run");
        assertThatThrownBy(() -> runtime.add(new Object(), (Consumer<Object>) null, "argument"))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("action is null");
        assertThatThrownBy(() -> runtime.add(new Object(), (LongConsumer) null, 0L))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> runtime.add(new Object(), (Runnable) null)).isInstanceOf(NullPointerException.class);
        assertThat(runtime.stats().added()).isZero();
    }

    @Test
    void theArgumentIsTheObject() {
        Object object = new Object();
        assertRejected("the argument is the object itself", () -> runtime.add(object, NOTHING, object));
    }

    @Test
    void theActionIsTheObject() {
        Runnable object = new Runnable() {
            @Override
            public void run() {}
        };
        assertRejected("the action is the object itself", () -> runtime.add(object, object));
    }

    @Test
    void aLambdaCapturesTheObject() {
        Object object = new Object();
        assertRejected("by action.arg$1", () -> runtime.add(object, () -> use(object)));
        assertRejected("by action.arg$1", () -> runtime.add(object, (Object x) -> use(object, x), "argument"));
        assertRejected("by action.arg$1", () -> runtime.add(object, (long x) -> use(object, x), 1L));
    }

    @Test
    void aLambdaCapturesTheObjectAmongOthers() {
        Object object = new Object();
        String other = "other";
        assertRejected("by action.arg$2", () -> runtime.add(object, () -> use(other, object)));
    }

    @Test
    void aMethodReferenceIsBoundToTheObject() {
        Object object = new Object();
        assertRejected("by action.arg$1", () -> runtime.add(object, object::notifyAll));
    }

    @Test
    void aLambdaCapturesThis() {
        assertRejected("by action.arg$1 (of " + Resource.class.getName(), Resource::new);
    }

    private final class Resource {
        int released;

        Resource() {
            runtime.add(this, () -> released++);
        }
    }

    @Test
    void anAnonymousClassCapturesItsOuterInstanceOrAVariable() {
        assertRejected("by action.this$1 (of " + WithAnonymousAction.class.getName(), WithAnonymousAction::new);
        Object object = new Object();
        assertRejected(
                "by action.val$object",
                () -> runtime.add(object, new Runnable() {
                    @Override
                    public void run() {
                        use(object);
                    }
                }));
    }

    private final class WithAnonymousAction {
        int released;

        WithAnonymousAction() {
            runtime.add(this, new Runnable() {
                @Override
                public void run() {
                    released++;
                }
            });
        }
    }

    @Test
    void anInnerClassHoldsItsOuterInstance() {
        assertRejected("by action.this$", WithInnerAction::new);
    }

    private final class WithInnerAction {
        int released;

        WithInnerAction() {
            runtime.add(this, new Release());
        }

        final class Release implements Runnable {
            @Override
            public void run() {
                released++;
            }
        }
    }

    @Test
    void aStaticActionHoldsTheObjectInAField() {
        Object object = new Object();
        assertRejected("by action.held (of " + Holder.class.getName(), () -> runtime.add(object, new Holder(object)));
    }

    @Test
    void anInheritedFieldHoldsTheObject() {
        Object object = new Object();
        assertRejected(
                "by action.held (of " + Holder.class.getName(), () -> runtime.add(object, new SubHolder(object)));
    }

    @Test
    void theArgumentHoldsTheObject() {
        Object object = new Object();
        assertRejected("by argument.held", () -> runtime.add(object, Holder::run, new Holder(object)));
    }

    private static class Holder implements Runnable {
        final Object held;

        Holder(Object held) {
            this.held = held;
        }

        @Override
        public void run() {}
    }

    private static final class SubHolder extends Holder {
        SubHolder(Object held) {
            super(held);
        }
    }

    @Test
    void theObjectIsFoundThroughNestedClosures() {
        Object object = new Object();
        Runnable first = () -> use(object);
        Runnable second = () -> first.run();
        Runnable third = second::run;
        assertRejected("by action.arg$1", () -> runtime.add(object, third));
        assertThatThrownBy(() -> runtime.add(object, third)).hasMessageMatching("(?s).*arg\\$1.*arg\\$1.*arg\\$1.*");
    }

    @Test
    void theObjectIsFoundThroughFourClosuresAndNoMore() {
        Object object = new Object();
        Runnable four = wrapped(4, () -> use(object));
        assertRejected("by action.arg$1", () -> runtime.add(object, four));
        Runnable five = wrapped(5, () -> use(object));
        assertThatCode(() -> runtime.add(object, five)).doesNotThrowAnyException();
    }

    private static Runnable wrapped(int closures, Runnable innermost) {
        Runnable outermost = innermost;
        for (int i = 1; i < closures; i++) {
            outermost = outermost::run;
        }
        return outermost;
    }

    @Test
    void theObjectIsFoundThroughAnonymousAndLocalClasses() {
        Object object = new Object();
        Runnable anonymous = new Runnable() {
            @Override
            public void run() {
                use(object);
            }
        };
        assertRejected("val$object", () -> runtime.add(object, anonymous::run));
        final class Local implements Runnable {
            @Override
            public void run() {
                use(object);
            }
        }
        Runnable local = new Local();
        assertRejected("val$object", () -> runtime.add(object, local::run));
    }

    /** A captured variable counts like an argument. */
    @Test
    void theObjectIsFoundInTheReceiverAndInWhatALambdaCaptures() {
        Object object = new Object();
        Holder receiver = new Holder(object);
        assertRejected("by action.arg$1", () -> runtime.add(object, receiver::run));
        assertRejected(".held (of " + Holder.class.getName(), () -> runtime.add(object, () -> receiver.run()));
        Runnable nested = receiver::run;
        assertRejected(".held (of " + Holder.class.getName(), () -> runtime.add(object, nested::run));
        Object ofClassOfItsOwn = MapEntry.entry(object, "value");
        assertRejected(".key", () -> runtime.add(object, () -> use(ofClassOfItsOwn)));
    }

    /** Their fields may be set to null in time. */
    @Test
    void aSecondObjectOfAnOrdinaryClassIsNotLookedThrough() {
        Object object = new Object();
        Holder second = new Holder(new Holder(object));
        assertThatCode(() -> {
                    runtime.add(object, second::run);
                    runtime.add(object, NOTHING, second);
                    runtime.add(object, () -> use(second));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void arraysAreLookedInto() {
        Object object = new Object();
        Object[] array = {null, "x", object};
        assertRejected("by argument[2]", () -> runtime.add(object, NOTHING, array));
        assertRejected("by action.arg$1", () -> runtime.add(object, () -> use(array)));
        assertRejected("by argument[0][2]", () -> runtime.add(object, NOTHING, new Object[][] {array}));
        assertRejected("by argument.held", () -> runtime.add(object, NOTHING, new Holder(array)));
        assertRejected("by argument[0].held", () -> runtime.add(object, NOTHING, new Holder[] {new Holder(object)}));
        Runnable closure = () -> use(object);
        assertRejected("by argument[0].arg$1", () -> runtime.add(object, NOTHING, new Runnable[] {closure}));
    }

    /** A bound on what an add can cost. */
    @Test
    void onlyTheFirstElementsOfAnArrayAreLookedAt() {
        Object object = new Object();
        Object[] array = new Object[257];
        array[256] = object;
        assertThatCode(() -> runtime.add(object, NOTHING, array)).doesNotThrowAnyException();
        array[255] = object;
        assertRejected("by argument[255]", () -> runtime.add(object, NOTHING, array));
    }

    @Test
    void arraysOfNumbersAndStringsAreObjectsToo() {
        byte[] array = new byte[8];
        assertRejected("by action.arg$1", () -> runtime.add(array, () -> use(array)));
        String string = "a string has an identity".concat("!");
        assertRejected("by action.arg$1", () -> runtime.add(string, () -> use(string)));
        assertRejected("by argument[0]", () -> runtime.add(array, NOTHING, new byte[][] {array}));
    }

    @Test
    void boxesOfTheJdkAreLookedInto() {
        Object object = new Object();
        List<Object> boxes = List.of(
                new AtomicReference<>(object),
                Optional.of(object),
                List.of(object),
                List.of("x", "y", object),
                Set.of(object),
                Map.of("key", object),
                Map.of("key", object, "other", "x"),
                new AtomicReference<>(Optional.of(object)));
        for (Object box : boxes) {
            assertRejected("by argument.", () -> runtime.add(object, NOTHING, box));
            assertRejected("by action.arg$1", () -> runtime.add(object, () -> use(box)));
        }
        assertThatCode(() -> {
                    runtime.add(object, NOTHING, Optional.of("other"));
                    runtime.add(object, NOTHING, List.of("other"));
                })
                .doesNotThrowAnyException();
    }

    @Test
    void theHandlerOfAProxyIsLookedInto() {
        Object object = new Object();
        InvocationHandler handler = (proxy, method, arguments) -> {
            use(object);
            return null;
        };
        Runnable proxy = (Runnable) Proxy.newProxyInstance(
                RegistrationCheckTest.class.getClassLoader(), new Class<?>[] {Runnable.class}, handler);
        assertRejected("by action.h (of java.lang.reflect.Proxy).arg$1", () -> runtime.add(object, proxy));
    }

    @Test
    void variablesAndFunctionsOfOtherLanguagesAreLookedInto() {
        Object object = new Object();
        Ref.ObjectRef variable = new Ref.ObjectRef();
        variable.element = object;
        Holder holdsVariable = new Holder(variable);
        assertRejected(".element", () -> runtime.add(object, () -> use(variable)));
        assertRejected(".element", () -> runtime.add(object, holdsVariable));
        Runnable inner = new Function(object);
        assertRejected("by action.closedOver", () -> runtime.add(object, new Function(new Function(inner))));
    }

    private static final class Function extends AFn {
        final Object closedOver;

        Function(Object closedOver) {
            this.closedOver = closedOver;
        }

        @Override
        public void run() {}
    }

    @Test
    void aFieldThatIsClearedLaterIsLetThrough() {
        Pool pool = new Pool();
        Object lease = new Object();
        pool.newest = lease;
        assertThatCode(() -> {
                    runtime.add(lease, Pool::giveBack, pool);
                    runtime.add(lease, pool::giveBack);
                })
                .doesNotThrowAnyException();
        pool.unmarked = lease;
        assertRejected("by argument.unmarked", () -> runtime.add(lease, Pool::giveBack, pool));
        assertThatThrownBy(() -> runtime.add(lease, pool::giveBack)).hasMessageContaining("@ClearedLater");
    }

    private static final class Pool {
        @ClearedLater
        Object newest;

        Object unmarked;

        void giveBack() {}
    }

    @Test
    void whatTheRuntimeHoldsItselfIsACaptureToo() {
        Object object = new Object();
        Holder holder = new Holder(object);
        assertHeldBy("failureHandler.arg$1", object, CleanupRuntime.builder().failureHandler((c, f) -> use(object)));
        assertHeldBy("failureHandler.arg$1", object, CleanupRuntime.builder().failureHandler((c, f) -> holder.run()));
        assertHeldBy("threadFactory.arg$1", object, CleanupRuntime.builder().threadFactory(task -> {
            use(object);
            return new Thread(task);
        }));
        assertHeldBy("leakHandler.arg$1", object, CleanupRuntime.builder().reportLeaks(leak -> use(object)));
        FailureHandler handler = (c, f) -> use(holder);
        assertHeldBy("failureHandler", handler, CleanupRuntime.builder().failureHandler(handler));
    }

    private static void assertHeldBy(String how, Object object, CleanupRuntime.Builder builder) {
        try (CleanupRuntime holding = builder.build()) {
            assertThatThrownBy(() -> holding.add(object, () -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("would never run")
                    .hasMessageContaining("by " + how);
            assertThat(holding.stats().added()).isZero();
            assertThatCode(() -> holding.add(new Object(), () -> {})).doesNotThrowAnyException();
        }
    }

    @Test
    void aRuntimeCannotWatchItself() {
        assertThatThrownBy(() -> runtime.add(runtime, () -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("would never run")
                .hasMessageContaining("another runtime");
        assertThatCode(() -> CleanupRuntime.builder().build().add(runtime, () -> {}))
                .doesNotThrowAnyException();
    }

    /** An action keeps its own class, and that its loader, and that all classes of it. */
    @Test
    void aClassOrLoaderThatTheActionKeepsIsRejected() throws Exception {
        Object stranger = loadedAlone(Stranger.class);
        Class<?> type = stranger.getClass();
        ClassLoader loader = type.getClassLoader();
        assertRejected("the action", () -> runtime.add(type, (Runnable) stranger));
        assertRejected("the action", () -> runtime.add(loader, (Runnable) stranger));
        assertRejected("the argument", () -> runtime.add(loader, NOTHING, stranger));
        assertRejected("the argument", () -> runtime.add(type, NOTHING, loader));
        assertRejected("by action.arg$1", () -> runtime.add(loader, () -> use(stranger)));
        assertRejected("the argument", () -> runtime.add(loader, NOTHING, new ClassLoader(loader) {}));
        assertThatCode(() -> {
                    runtime.add(type, NOTHING, "of another loader");
                    runtime.add(loader, NOTHING, "of another loader");
                    runtime.add(loader, () -> use("of another loader"));
                })
                .doesNotThrowAnyException();
        Reference.reachabilityFence(stranger);
    }

    public static final class Stranger implements Runnable {
        @Override
        public void run() {}
    }

    @Test
    void aClassThatIsNeverUnloadedIsRejected() {
        for (Object object : new Object[] {
            String.class, RegistrationCheckTest.class, RegistrationCheckTest.class.getClassLoader(), Thread.State.NEW
        }) {
            assertThatThrownBy(() -> runtime.add(object, NOTHING, "argument"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("would never run")
                    .hasMessageContaining("class loader");
        }
    }

    /** The loader of a lambda does not hold the lambda's class. */
    @Test
    void theClassOfALambdaMayDie() {
        Runnable lambda = () -> use("x");
        assertThatCode(() -> runtime.add(lambda.getClass(), NOTHING, "argument"))
                .doesNotThrowAnyException();
        assertRejected("the argument", () -> runtime.add(lambda.getClass(), NOTHING, lambda));
    }

    @Test
    void theObjectIsFoundThroughAnInnerClassOfAnInnerClass() {
        assertRejected(".this$", Outermost::new);
    }

    private final class Outermost {
        int released;

        Outermost() {
            runtime.add(this, new Middle().release());
        }

        final class Middle {
            Runnable release() {
                return () -> released++;
            }
        }
    }

    @ParameterizedTest
    @MethodSource
    void objectsWithoutIdentity(Object object) {
        assertThatThrownBy(() -> runtime.add(object, NOTHING, "argument"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(object.getClass().getName())
                .hasMessageContaining("has no identity")
                .hasMessageContaining("would never run");
        assertThat(runtime.stats().added()).isZero();
    }

    static Stream<Object> objectsWithoutIdentity() {
        return Stream.of(
                1,
                2L,
                'c',
                true,
                0.5,
                Optional.of("x"),
                OptionalInt.empty(),
                List.of(),
                List.of(1, 2, 3),
                Set.of(1),
                Map.of(),
                Map.of(1, 2),
                Map.entry(1, 2),
                Instant.EPOCH,
                ProcessHandle.current(),
                String.class.describeConstable().orElseThrow(),
                MethodType.methodType(int.class).describeConstable().orElseThrow(),
                HexFormat.of(),
                ZoneId.of("Europe/Paris"),
                ZoneOffset.UTC,
                Runtime.version());
    }

    @Test
    void whatIsNotACaptureOfTheObjectIsLetThrough() {
        Object object = new Object();
        Object other = new Object();
        assertThatCode(() -> {
                    runtime.add(object, () -> use(other));
                    runtime.add(object, NOTHING, null);
                    runtime.add(object, NOTHING, new Holder(other));
                    runtime.add(object, new Holder(null));
                    runtime.add(new ArrayList<>(), NOTHING, "argument");
                    runtime.add("a string has an identity".concat("!"), NOTHING, "argument");
                    runtime.add(object, NOTHING, new int[1]);
                    runtime.add(
                            object, NOTHING, new ArrayList<>(List.of(object))); // cannot be seen, and is documented so
                })
                .doesNotThrowAnyException();
        assertThat(runtime.stats().live()).isEqualTo(8);
    }

    @Test
    void aWeakReferenceToTheObjectIsNoCapture() {
        final class Entry extends WeakReference<Object> {
            Entry(Object referent) {
                super(referent);
            }
        }
        Object object = new Object();
        assertThatCode(() -> runtime.add(object, Entry::clear, new Entry(object)))
                .doesNotThrowAnyException();
    }

    @Test
    void closuresThatHoldEachOtherInARingAreNoTrap() {
        final class Ring implements Runnable {
            Runnable next;

            @Override
            public void run() {}
        }
        Ring ring = new Ring();
        ring.next = () -> ring.run();
        assertThatCode(() -> runtime.add(new Object(), ring)).doesNotThrowAnyException();
    }

    /** The JDK's packages are not open: the field behind this closure cannot be read, and nobody knows what is in it. */
    @Test
    void whatAModuleDoesNotOpenIsLetThrough() {
        Object object = new Object();
        Thread opaque = new Thread(() -> use(object));
        assertThatCode(() -> runtime.add(object, opaque)).doesNotThrowAnyException();
    }

    /** A class whose outer class is not there, as an optional dependency may not be: it cannot say what it is. */
    @Test
    void whatCannotBeInspectedIsLetThrough() throws Exception {
        Object orphan = loadedAlone(Missing.Orphan.class);
        assertThatThrownBy(() -> orphan.getClass().isMemberClass()).isInstanceOf(NoClassDefFoundError.class);
        assertThatCode(() -> {
                    runtime.add(orphan, NOTHING, null);
                    runtime.add(new Object(), NOTHING, new Holder(orphan));
                    runtime.add(new Object(), NOTHING, orphan);
                })
                .doesNotThrowAnyException();
        assertThat(runtime.stats().added()).isEqualTo(3);
        Reference.reachabilityFence(orphan);
    }

    /** As above: it cannot say what fields it has. */
    @Test
    void aClassOfWhichAFieldsTypeIsMissingIsLetThrough() throws Exception {
        Object incomplete = loadedAlone(Incomplete.class);
        assertThatThrownBy(() -> incomplete.getClass().getDeclaredFields()).isInstanceOf(NoClassDefFoundError.class);
        assertThatCode(() -> runtime.add(new Object(), NOTHING, incomplete)).doesNotThrowAnyException();
    }

    static final class Missing {
        static final class Orphan {}
    }

    static final class Incomplete {
        @Nullable
        Missing missing;
    }

    /** An instance of this class, whose loader finds no other of the library's or the tests'. */
    private static Object loadedAlone(Class<?> type) throws Exception {
        String name = type.getName();
        byte[] code;
        try (InputStream file =
                RegistrationCheckTest.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
            code = file.readAllBytes();
        }
        ClassLoader alone = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String wanted) throws ClassNotFoundException {
                if (wanted.equals(name)) {
                    return defineClass(name, code, 0, code.length);
                }
                throw new ClassNotFoundException(wanted);
            }
        };
        Constructor<?> constructor = alone.loadClass(name).getDeclaredConstructor();
        constructor.setAccessible(true);
        return constructor.newInstance();
    }

    @Test
    void aThreadOfOnesOwnClassIsLookedInto() {
        final class Own extends Thread {
            Object held;
        }
        Own own = new Own();
        own.held = new Object();
        assertRejected("by action.held", () -> runtime.add(own.held, own));
    }

    private static void use(Object... captured) {
        assertThat(captured).isNotEmpty();
    }

    private void assertRejected(String how, ThrowingAdd add) {
        long before = runtime.stats().added();
        assertThatThrownBy(add::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("The cleanup would never run")
                .hasMessageContaining(how)
                .hasMessageContaining("static method");
        assertThat(runtime.stats().added()).as("nothing was recorded").isEqualTo(before);
    }

    private interface ThrowingAdd {
        void run() throws Exception;
    }
}
