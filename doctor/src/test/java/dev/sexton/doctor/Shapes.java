package dev.sexton.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A program with the shapes in which leaks hide, and beside each an innocent one in the same shape. The first argument is the file
 * to dump the heap to. Of each leak, {@link #LEAKED} objects are forgotten and {@link #HELD} are not.
 */
final class Shapes {
    static final int LEAKED = 3;
    static final int HELD = 2;

    private static final List<Object> KEPT = new ArrayList<>();
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Map<Object, Object> WEAK_MAP = new WeakHashMap<>();
    private static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();

    private Shapes() {}

    public static void main(String[] args) throws Exception {
        classesOfArrays();
        islands();
        consequences();
        staticKeys();
        threadLocals();
        valuesBesideTheReference();
        innocentValuesBesideTheReference();
        LoaderShapes.all(KEPT);
        Listeners.all();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[0], true);
        Reference.reachabilityFence(KEPT);
    }

    private static void each(Runnable leaked, java.util.function.Supplier<Object> held) {
        for (int i = 0; i < LEAKED; i++) {
            leaked.run();
        }
        for (int i = 0; i < HELD; i++) {
            KEPT.add(held.get());
        }
    }

    /** The class of an array lives as long as that of its elements. */
    private static void classesOfArrays() {
        for (Class<?> element : List.of(boolean.class, int.class, String.class, InArray.class)) {
            Object array = Array.newInstance(element, 1);
            WEAK_MAP.put(array.getClass(), array);
            Object arrays = Array.newInstance(array.getClass(), 1);
            WEAK_MAP.put(arrays.getClass(), arrays);
        }
    }

    static final class InArray {}

    static class Holder {
        final Object held;

        Holder(Object held) {
            this.held = held;
        }
    }

    /** The reference hangs in its own object, and dies with it. */
    private static void islands() {
        KEPT.add(new Island());
        KEPT.add(new OwnReference());
        List<Object> neighbours = new ArrayList<>();
        neighbours.add(new NeighbouringIsland(neighbours));
        KEPT.add(neighbours);
    }

    static final class Island {
        final Map<Object, Object> own = new WeakHashMap<>();

        Island() {
            own.put(this, new Holder(this));
        }
    }

    static final class OwnReference extends Holder {
        OwnReference() {
            super(new Object[1]);
            ((Object[]) held)[0] = new Tracked(this, this);
        }
    }

    static final class NeighbouringIsland {
        final Map<Object, Object> own = new WeakHashMap<>();

        NeighbouringIsland(List<Object> neighbours) {
            own.put(neighbours, new Holder(this));
        }
    }

    static final class Tracked extends PhantomReference<Object> {
        final Object payload;

        Tracked(Object object, Object payload) {
            super(object, QUEUE);
            this.payload = payload;
        }
    }

    /** An engine leaks, and its own weak map with it. */
    private static void consequences() {
        each(Engine::new, Engine::new);
    }

    static final class Engine {
        final Map<Object, Object> logs = new WeakHashMap<>();

        Engine() {
            CLEANER.register(this, this::stop);
            Log log = new Log();
            logs.put(log, new Holder(log));
        }

        void stop() {
            logs.clear();
        }
    }

    static final class Log {}

    /** A static field holds these keys for as long as there is the class. */
    private static void staticKeys() {
        for (Color color : Color.values()) {
            WEAK_MAP.put(color, new Holder(color));
        }
        WEAK_MAP.put(Singleton.INSTANCE, new Holder(Singleton.INSTANCE));
        Singleton.LOCAL.set(new Holder(Singleton.LOCAL));
    }

    enum Color {
        RED,
        GREEN
    }

    static final class Singleton {
        static final Singleton INSTANCE = new Singleton();
        static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
    }

    /** A thread-local that is an object's own, with a value that holds it. */
    private static void threadLocals() {
        each(InThreadLocal::new, InThreadLocal::new);
    }

    static final class InThreadLocal {
        @SuppressWarnings("ThreadLocalUsage") // that is the mistake
        private final ThreadLocal<Object> local = new ThreadLocal<>();

        InThreadLocal() {
            local.set(this);
        }
    }

    private static final Map<WeakKey, Object> CONCURRENT = new ConcurrentHashMap<>();
    private static final Map<SoftKey, Object> SOFT = new ConcurrentHashMap<>();
    private static final Map<Reference<?>, Runnable> ACTIONS = new HashMap<>();
    private static final List<Pair> PAIRS = new ArrayList<>();
    private static final List<Object> ENTRIES = new ArrayList<>();

    private static void valuesBesideTheReference() {
        each(() -> concurrent(new Key1()), () -> concurrent(new Key1()));
        each(() -> soft(new Key2()), () -> soft(new Key2()));
        each(() -> action(new Key3()), () -> action(new Key3()));
        each(() -> pair(new Key4()), () -> pair(new Key4()));
        each(() -> entry(new Key5()), () -> entry(new Key5()));
        each(() -> tuple(new Key6()), () -> tuple(new Key6()));
    }

    private static Object concurrent(Object key) {
        CONCURRENT.put(new WeakKey(key), new Holder(key));
        return key;
    }

    private static Object soft(Object key) {
        SOFT.put(new SoftKey(key), new Holder(key));
        return key;
    }

    private static Object action(Key3 key) {
        ACTIONS.put(new PhantomReference<>(key, QUEUE), key::close);
        return key;
    }

    private static Object pair(Object key) {
        PAIRS.add(new Pair(new WeakReference<>(key), new Holder(key)));
        return key;
    }

    private static Object entry(Object key) {
        ENTRIES.add(new Entry(new WeakReference<>(key), new Holder(key)));
        return key;
    }

    private static Object tuple(Object key) {
        ENTRIES.add(new Tuple(new Holder(key), new PhantomReference<>(key, QUEUE)));
        return key;
    }

    static final class Key1 {}

    static final class Key2 {}

    static final class Key3 {
        void close() {}
    }

    static final class Key4 {}

    static final class Key5 {}

    static final class Key6 {}

    static final class WeakKey extends WeakReference<Object> {
        WeakKey(Object key) {
            super(key);
        }
    }

    static final class SoftKey extends SoftReference<Object> {
        SoftKey(Object key) {
            super(key);
        }
    }

    record Pair(WeakReference<Object> reference, Object value) {}

    /** As libraries write their own maps. */
    static final class Entry {
        final Object key;
        Object value;

        Entry(Object key, Object value) {
            this.key = key;
            this.value = value;
        }
    }

    /** As libraries write their own pairs. */
    static final class Tuple {
        final Object first;
        Object second;

        Tuple(Object first, Object second) {
            this.first = first;
            this.second = second;
        }
    }

    /** The same maps, with values that do not hold the key; and objects that refer to their owner weakly and strongly. */
    private static void innocentValuesBesideTheReference() {
        for (int i = 0; i < LEAKED + HELD; i++) {
            Object key = new Innocent();
            CONCURRENT.put(new WeakKey(key), new Holder("value"));
            SOFT.put(new SoftKey(key), new Holder(new WeakReference<>(key)));
            ACTIONS.put(new PhantomReference<>(key, QUEUE), () -> {});
            PAIRS.add(new Pair(new WeakReference<>(key), new Holder("value")));
            ENTRIES.add(new Entry(new WeakReference<>(key), "value"));
            ENTRIES.add(new Tuple(new WeakReference<>(key), "value"));
            KEPT.add(i < LEAKED ? new Part(key) : key);
        }
    }

    static final class Innocent {}

    /** Not an entry: a part of its owner, which it also refers to weakly. */
    static final class Part {
        final WeakReference<Object> weakly;
        final Object owner;

        Part(Object owner) {
            this.weakly = new WeakReference<>(owner);
            this.owner = owner;
        }
    }

    /** Class loaders that nothing but a weak map or a thread-local holds, and some that are in use. */
    static final class LoaderShapes {
        private static final Map<Object, Object> BY_LOADER = new WeakHashMap<>();

        private LoaderShapes() {}

        static void all(List<Object> kept) throws Exception {
            for (int i = 0; i < LEAKED; i++) {
                Loader instance = new Loader("instance", Shapes.class.getClassLoader());
                BY_LOADER.put(instance, instance.instance(App.class));
                Loader itself = new Loader("class", Shapes.class.getClassLoader());
                BY_LOADER.put(itself, itself.load(App.class));
                Loader parent = new Loader("parent", Shapes.class.getClassLoader());
                BY_LOADER.put(parent, new Loader("child", parent));
                Loader local = new Loader("thread-local", Shapes.class.getClassLoader());
                local.instance(AppWithThreadLocal.class);
            }
            Loader used = new Loader("used", Shapes.class.getClassLoader());
            BY_LOADER.put(used, used.instance(App.class));
            kept.add(used.instance(AppWithThreadLocal.class));
        }
    }

    /** Code of an application, in a class loader of its own. */
    static final class App {
        static final byte[] STATE = new byte[10_000];
    }

    static final class AppWithThreadLocal {
        static final ThreadLocal<Object> CURRENT = new ThreadLocal<>();

        AppWithThreadLocal() {
            CURRENT.set(this);
        }
    }

    /** Defines the application's classes itself. */
    static final class Loader extends ClassLoader {
        Loader(String name, ClassLoader parent) {
            super(name, parent);
        }

        Class<?> load(Class<?> type) throws ClassNotFoundException {
            return loadClass(type.getName());
        }

        Object instance(Class<?> type) throws ReflectiveOperationException {
            var constructor = load(type).getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.startsWith(Shapes.class.getName() + "$App") && findLoadedClass(name) == null
                    ? define(name)
                    : super.loadClass(name, resolve);
        }

        private Class<?> define(String name) {
            try (InputStream in = Shapes.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
