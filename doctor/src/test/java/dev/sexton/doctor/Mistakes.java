package dev.sexton.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.sexton.cleanup.Cleanups;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A program that makes every classic mistake with each kind of cleanup, and some things that only look like mistakes. It
 * then dumps its heap to the file that it is given. Of each, {@link #LEAKED} objects are forgotten and {@link #HELD} are not.
 */
final class Mistakes {
    static final int LEAKED = 3;
    static final int HELD = 2;

    private static final List<Object> KEPT = new ArrayList<>();
    private static final Cleaner CLEANER = Cleaner.create();
    private static final Map<Object, Object> WEAK_MAP = new WeakHashMap<>();

    private Mistakes() {}

    public static void main(String[] args) throws Exception {
        for (Way way : new Way[] {Mistakes::withCleaner, Mistakes::withSexton, Mistakes::withReference}) {
            for (int i = 0; i < LEAKED + HELD; i++) {
                Consumer<Object> keeper = i < LEAKED ? object -> {} : KEPT::add;
                for (Resource resource : resources(way)) {
                    keeper.accept(resource);
                }
                keeper.accept(Mutual.pair(way));
                Worker worker = new Worker(way);
                if (i >= LEAKED) {
                    worker.start();
                }
            }
        }
        for (int i = 0; i < LEAKED + HELD; i++) {
            Key key = new Key();
            WEAK_MAP.put(key, new Value(key));
            KEPT.add(i < LEAKED ? "" : key);
        }
        List<Object> local = new ArrayList<>();
        KEPT.add(new InLocalVariable(local));
        boolean reachableOnly = args.length == 1;
        if (!reachableOnly) {
            dropReferences();
        }
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[0], reachableOnly);
        Reference.reachabilityFence(KEPT);
        Reference.reachabilityFence(local);
    }

    /** References that are garbage themselves: nobody will ever miss their cleanups. They are in the dump if it has all. */
    private static void dropReferences() {
        for (int i = 0; i < HELD; i++) {
            Object[] captured = new Object[1];
            captured[0] = new Tracked(captured, () -> captured[0] = null);
        }
    }

    private static List<Resource> resources(Way way) {
        List<Resource> all = new ArrayList<>(
                List.of(new InLambda(way), new InMethodReference(way), new InInnerClass(way), new InCollection(way)));
        all.addAll(List.of(
                new InnocentWithHandle(way),
                new InnocentWithState(way),
                new InnocentInRegistry(way),
                new InnocentHeldWeakly(way),
                new InnocentInService(way),
                new InnocentNextToAnother(way)));
        return all;
    }

    /** How a cleanup is registered. */
    @FunctionalInterface
    interface Way {
        void register(Object object, Runnable action);
    }

    private static void withCleaner(Object object, Runnable action) {
        CLEANER.register(object, action);
    }

    /** Sexton rejects what it can see, so the action comes by a detour, as it may in a real program. */
    private static void withSexton(Object object, Runnable action) {
        Relay relay = new Relay();
        Cleanups.add(object, relay);
        relay.task = action;
    }

    static final class Relay implements Runnable {
        private Runnable task;

        @Override
        public void run() {
            task.run();
        }
    }

    private static void withReference(Object object, Runnable action) {
        Tracked.ALL.add(new Tracked(object, action));
    }

    static final class Tracked extends PhantomReference<Object> {
        static final Set<Tracked> ALL = ConcurrentHashMap.newKeySet();
        static final ReferenceQueue<Object> QUEUE = new ReferenceQueue<>();
        final Runnable action;

        Tracked(Object object, Runnable action) {
            super(object, QUEUE);
            this.action = action;
        }
    }

    /** Something with a handle that is to be released. */
    abstract static class Resource {
        final long handle = System.nanoTime();

        static void release(long handle) {
            if (handle == 0) {
                throw new AssertionError("a handle is never 0");
            }
        }

        void release() {
            release(handle);
        }
    }

    static final class InLambda extends Resource {
        InLambda(Way way) {
            way.register(this, () -> release(handle));
        }
    }

    static final class InMethodReference extends Resource {
        InMethodReference(Way way) {
            way.register(this, this::release);
        }
    }

    static final class InInnerClass extends Resource {
        InInnerClass(Way way) {
            way.register(this, new Action());
        }

        final class Action implements Runnable {
            @Override
            public void run() {
                release(handle);
            }
        }
    }

    static final class InCollection extends Resource {
        InCollection(Way way) {
            Map<String, Object> parts = new HashMap<>();
            parts.put("self", this);
            way.register(this, parts::clear);
        }
    }

    /** The action holds a list that a method still has; when the method returns, it is the cleanup's alone. */
    static final class InLocalVariable extends Resource {
        InLocalVariable(List<Object> local) {
            local.add(this);
            withCleaner(this, local::clear);
        }
    }

    static final class InnocentWithHandle extends Resource {
        InnocentWithHandle(Way way) {
            long copy = handle;
            way.register(this, () -> release(copy));
        }
    }

    static final class InnocentWithState extends Resource {
        private final State state = new State(handle);

        InnocentWithState(Way way) {
            way.register(this, state);
        }

        record State(long handle) implements Runnable {
            @Override
            public void run() {
                release(handle);
            }
        }
    }

    /** The action holds what is reachable for everybody, and which happens to hold the object. */
    static final class InnocentInRegistry extends Resource {
        private static final Map<Long, Resource> REGISTRY = new ConcurrentHashMap<>();

        InnocentInRegistry(Way way) {
            Map<Long, Resource> registry = REGISTRY;
            Long key = handle;
            registry.put(key, this);
            way.register(this, () -> registry.remove(key));
        }
    }

    /** As before, but what happens to hold the object hangs on something that has an innocent cleanup of its own. */
    static final class InnocentInService extends Resource {
        private static final Map<Way, Service> SERVICES = new HashMap<>();

        InnocentInService(Way way) {
            List<Object> users = SERVICES.computeIfAbsent(way, Service::new).users;
            users.add(this);
            way.register(this, users::clear);
        }

        static final class Service extends Resource {
            private final List<Object> users = new ArrayList<>();

            Service(Way way) {
                long copy = handle;
                way.register(this, () -> release(copy));
            }
        }
    }

    static final class InnocentHeldWeakly extends Resource {
        InnocentHeldWeakly(Way way) {
            WeakReference<InnocentHeldWeakly> self = new WeakReference<>(this);
            way.register(this, () -> release(self.get() == null ? 1 : 0));
        }
    }

    /** The action holds another object of the class, which has a cleanup as well: a chain, not a ring. */
    static final class InnocentNextToAnother extends Resource {
        InnocentNextToAnother(Way way) {
            InnocentNextToAnother other = new InnocentNextToAnother();
            long copy = other.handle;
            way.register(other, () -> release(copy));
            way.register(this, other::release);
        }

        private InnocentNextToAnother() {}
    }

    /** Two objects, each of which is held by the other one's action. */
    static final class Mutual {
        static Mutual pair(Way way) {
            Mutual one = new Mutual();
            Mutual other = new Mutual();
            way.register(one, other::release);
            way.register(other, one::release);
            return one;
        }

        void release() {}
    }

    /** A live thread is reachable for everybody, and yet its cleanup will never run, once it has ended, if it holds it. */
    static final class Worker extends Thread {
        Worker(Way way) {
            setDaemon(true);
            way.register(this, this::interrupt);
        }

        @Override
        public void run() {
            LockSupport.park();
        }
    }

    static final class Key {}

    static final class Value {
        final Key key;

        Value(Key key) {
            this.key = key;
        }
    }
}
