package dev.sexton.doctor;

import com.google.common.base.FinalizablePhantomReference;
import com.google.common.base.FinalizableReferenceQueue;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.Interner;
import com.google.common.collect.Interners;
import com.google.common.collect.MapMaker;
import com.google.common.eventbus.EventBus;
import com.sun.jna.internal.Cleaner;
import com.sun.management.HotSpotDiagnosticMXBean;
import io.netty.util.HashedWheelTimer;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.internal.ObjectCleaner;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bytedeco.javacpp.Pointer;

/** A program that uses four libraries' cleanups, each by mistake and properly, and dumps its heap. */
final class Libraries {
    static final int EACH = 3;

    private static final List<Object> KEPT = new ArrayList<>();
    private static final FinalizableReferenceQueue GUAVAS_QUEUE = new FinalizableReferenceQueue();
    private static final Set<Object> GUAVAS_REFERENCES = ConcurrentHashMap.newKeySet();

    private Libraries() {}

    public static void main(String[] args) throws Exception {
        Cache<Object, Object> byWeakKey = CacheBuilder.newBuilder().weakKeys().build();
        KEPT.add(byWeakKey);
        for (int i = 0; i < EACH; i++) {
            new MistakenForGuava().register();
            new MistakenForJna();
            new MistakenForNetty();
            JavaCppPointer.make(true);
            Key key = new Key();
            byWeakKey.put(key, new Object[] {key});

            KEPT.add(new ProperForGuava());
            KEPT.add(new ProperForJna());
            KEPT.add(new ProperForNetty());
            KEPT.add(JavaCppPointer.make(false));
        }
        useProperly();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[0], true);
        Reference.reachabilityFence(KEPT);
        System.exit(0);
    }

    /** The other classes of these libraries that refer weakly or softly. */
    private static void useProperly() throws Exception {
        Cache<String, Object> softly = CacheBuilder.newBuilder().softValues().build();
        Interner<String> interner = Interners.newWeakInterner();
        ConcurrentMap<Object, Object> map =
                new MapMaker().weakKeys().weakValues().makeMap();
        for (int i = 0; i < EACH; i++) {
            softly.put("key " + i, new Object());
            KEPT.add(interner.intern("interned " + i));
            Object both = new Object();
            map.put(both, both);
            KEPT.add(both);
        }
        KEPT.addAll(List.of(softly, interner, map, new EventBus(), new HashedWheelTimer()));
        ResourceLeakDetector<Object> detector = new ResourceLeakDetector<>(Libraries.class, 1);
        Object tracked = new Object();
        KEPT.addAll(List.of(tracked, detector.track(tracked)));
        DefaultEventExecutor executor = new DefaultEventExecutor();
        executor.submit(() -> new FastThreadLocal<Object>().set(new Object())).get();
        KEPT.add(executor);
    }

    static final class Key {}

    static final class MistakenForGuava {
        void register() {
            GUAVAS_REFERENCES.add(new FinalizablePhantomReference<>(this, GUAVAS_QUEUE) {
                @Override
                public void finalizeReferent() {
                    release();
                }
            });
        }

        void release() {}
    }

    static final class ProperForGuava {
        ProperForGuava() {
            GUAVAS_REFERENCES.add(new Released(this, 5));
        }

        static final class Released extends FinalizablePhantomReference<ProperForGuava> {
            final Long handle;

            Released(ProperForGuava object, long handle) {
                super(object, GUAVAS_QUEUE);
                this.handle = handle;
            }

            @Override
            public void finalizeReferent() {
                GUAVAS_REFERENCES.remove(this);
            }
        }
    }

    static final class MistakenForJna {
        MistakenForJna() {
            Cleaner.getCleaner().register(this, this::release);
        }

        void release() {}
    }

    static final class ProperForJna {
        ProperForJna() {
            Long handle = 5L;
            Cleaner.getCleaner().register(this, () -> KEPT.remove(handle));
        }
    }

    static final class MistakenForNetty {
        MistakenForNetty() {
            ObjectCleaner.register(this, this::release);
        }

        void release() {}
    }

    static final class ProperForNetty {
        ProperForNetty() {
            Long handle = 5L;
            ObjectCleaner.register(this, () -> KEPT.remove(handle));
        }
    }

    static final class JavaCppPointer extends Pointer {
        static JavaCppPointer make(boolean mistaken) {
            JavaCppPointer pointer = new JavaCppPointer();
            pointer.deallocator(new Releases(mistaken ? pointer : "nothing"));
            return pointer;
        }

        private JavaCppPointer() {
            super((Pointer) null);
            address = 8;
        }

        static final class Releases implements Deallocator {
            final Object what;

            Releases(Object what) {
                this.what = what;
            }

            @Override
            public void deallocate() {
                KEPT.remove(what);
            }
        }
    }
}
