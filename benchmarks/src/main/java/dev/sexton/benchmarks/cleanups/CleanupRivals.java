package dev.sexton.benchmarks.cleanups;

import com.google.common.base.FinalizablePhantomReference;
import com.google.common.base.FinalizableReferenceQueue;
import com.google.common.collect.Sets;
import dev.sexton.cleanup.Cleanup;
import dev.sexton.cleanup.CleanupRuntime;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Set;

/** The rivals. Each is made anew for each JVM, on first use. */
public enum CleanupRivals {
    /** The JDK's own. It cannot cancel without running the action. */
    CLEANER("Cleaner") {
        @Override
        public CleanupRival<?> create() {
            return new OfCleaner();
        }
    },
    /** The code that one writes by hand. */
    PHANTOM("bare PhantomReference") {
        @Override
        public CleanupRival<?> create() {
            return new PhantomList();
        }
    },
    /** Guava's FinalizableReferenceQueue, with the concurrent set its documentation recommends. */
    GUAVA("Guava") {
        @Override
        public CleanupRival<?> create() {
            return new OfGuava();
        }
    },
    /** JNA's own. It cannot cancel without running the action either. */
    JNA("JNA") {
        @Override
        public CleanupRival<?> create() {
            return new OfJna();
        }
    },
    /** A long argument, cancelled by stop. */
    SEXTON("Sexton") {
        @Override
        public CleanupRival<?> create() {
            return new OfSexton(runtime());
        }
    },
    /** An object argument, cancelled by stop. All registrations share the argument, so it cannot tell them apart. */
    SEXTON_OBJECT("Sexton, object argument") {
        @Override
        public CleanupRival<?> create() {
            return new OfSexton(runtime()) {
                @Override
                public Cleanup add(Object object, long handle) {
                    return runtime.add(object, Action.Resource::release, Action.Resource.ONE);
                }
            };
        }
    },
    /** A long argument, cancelled by clean, which runs the action as Cleaner's does. */
    SEXTON_CLEAN("Sexton, clean") {
        @Override
        public CleanupRival<?> create() {
            return new OfSexton(runtime()) {
                @Override
                public void cancel(Cleanup registration) {
                    registration.clean();
                }
            };
        }
    };

    private final String label;

    CleanupRivals(String label) {
        this.label = label;
    }

    /**
     * Makes the rival, with threads of its own where it has any.
     *
     * @return the rival
     */
    public abstract CleanupRival<?> create();

    /**
     * The name in tables.
     *
     * @return a few words
     */
    public String label() {
        return label;
    }

    private static CleanupRuntime runtime() {
        return CleanupRuntime.builder().name("bench").build();
    }

    /**
     * Sexton, run by a given runtime.
     *
     * @param maxWorkers the bound on its workers
     * @return the rival
     */
    public static CleanupRival<?> sexton(int maxWorkers) {
        return new OfSexton(
                CleanupRuntime.builder().name("bench").maxWorkers(maxWorkers).build());
    }

    /**
     * Sexton without the sweep that comes after a time, for measuring the one that comes with a collection.
     *
     * @return the rival
     */
    public static CleanupRival<?> sextonWithoutBackstop() {
        return new OfSexton(CleanupRuntime.builder()
                .name("bench")
                .sweepInterval(Duration.ofHours(1))
                .build());
    }

    private static final class OfCleaner implements CleanupRival<Cleaner.Cleanable> {
        private final Cleaner cleaner = Cleaner.create();

        @Override
        public Cleaner.Cleanable add(Object object, long handle) {
            return cleaner.register(object, () -> Action.release(handle));
        }

        @Override
        public void cancel(Cleaner.Cleanable registration) {
            registration.clean();
        }
    }

    private static final class OfGuava implements CleanupRival<Reference<?>> {
        private final FinalizableReferenceQueue queue = new FinalizableReferenceQueue();
        private final Set<Reference<?>> references = Sets.newConcurrentHashSet();

        @Override
        public Reference<?> add(Object object, long handle) {
            Reference<?> reference = new Awaiting(object, handle);
            references.add(reference);
            return reference;
        }

        @Override
        public void cancel(Reference<?> registration) {
            references.remove(registration);
            registration.clear();
        }

        private final class Awaiting extends FinalizablePhantomReference<Object> {
            private final long handle;

            Awaiting(Object object, long handle) {
                super(object, queue);
                this.handle = handle;
            }

            @Override
            public void finalizeReferent() {
                references.remove(this);
                Action.release(handle);
            }
        }
    }

    private static final class OfJna implements CleanupRival<com.sun.jna.internal.Cleaner.Cleanable> {
        private final com.sun.jna.internal.Cleaner cleaner = com.sun.jna.internal.Cleaner.getCleaner();

        @Override
        public com.sun.jna.internal.Cleaner.Cleanable add(Object object, long handle) {
            return cleaner.register(object, () -> Action.release(handle));
        }

        @Override
        public void cancel(com.sun.jna.internal.Cleaner.Cleanable registration) {
            registration.clean();
        }
    }

    private static class OfSexton implements CleanupRival<Cleanup> {
        final CleanupRuntime runtime;

        OfSexton(CleanupRuntime runtime) {
            this.runtime = runtime;
        }

        @Override
        public Cleanup add(Object object, long handle) {
            return runtime.add(object, Action::release, handle);
        }

        @Override
        public void cancel(Cleanup registration) {
            registration.stop();
        }
    }
}
