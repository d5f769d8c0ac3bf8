package dev.sexton.doctor;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;

/**
 * Objects that listen to a bus, by a listener that their cleanup removes from it, and that holds them: of each kind, the bus has
 * dropped {@link Shapes#LEAKED}, and still lists {@link Shapes#HELD}. Beside them objects whose cleanups hold services.
 */
final class Listeners {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final List<Object> BUS = new CopyOnWriteArrayList<>();
    private static final Map<Object, Object> TASKS = new ConcurrentHashMap<>();
    private static final Map<Class<?>, Object> SERVICES = new HashMap<>();

    private Listeners() {}

    static void all() {
        for (int i = 0; i < Shapes.LEAKED + Shapes.HELD; i++) {
            boolean listed = i >= Shapes.LEAKED;
            byName(listed);
            byNameWithField(listed);
            byLambda(listed);
            byMethodReference(listed);
            byAnonymousClass(listed);
            byRecord(listed);
            byWayOfAView(listed);
            byTask(listed);
            innocentWithWeakListener();
            innocentWithServiceInAMap();
            innocentWithServiceOfAnother();
        }
        innocentWithSingleton();
    }

    /** A listener. */
    static class Listening {
        void changed() {}
    }

    private static void listen(Listening listening, Object listener, boolean listed) {
        BUS.add(listener);
        CLEANER.register(listening, () -> BUS.remove(listener));
        if (!listed) {
            BUS.remove(listener);
        }
    }

    static final class Named implements Runnable {
        private final Listening listening;

        Named(Listening listening) {
            this.listening = listening;
        }

        @Override
        public void run() {
            listening.changed();
        }
    }

    static final class ByName extends Listening {}

    private static void byName(boolean listed) {
        Listening listening = new ByName();
        listen(listening, new Named(listening), listed);
    }

    /** It has its listener in a field as well, to remove it by hand. */
    static final class ByNameWithField extends Listening {
        private final Object listener = new Named(this);
    }

    private static void byNameWithField(boolean listed) {
        ByNameWithField listening = new ByNameWithField();
        listen(listening, listening.listener, listed);
    }

    static final class ByLambda extends Listening {}

    private static void byLambda(boolean listed) {
        Listening listening = new ByLambda();
        Runnable listener = () -> listening.changed();
        listen(listening, listener, listed);
    }

    static final class ByMethodReference extends Listening {}

    private static void byMethodReference(boolean listed) {
        Listening listening = new ByMethodReference();
        Runnable listener = listening::changed;
        listen(listening, listener, listed);
    }

    static final class ByAnonymousClass extends Listening {}

    private static void byAnonymousClass(boolean listed) {
        Listening listening = new ByAnonymousClass();
        Runnable listener = new Runnable() {
            @Override
            public void run() {
                listening.changed();
            }
        };
        listen(listening, listener, listed);
    }

    static final class ByRecord extends Listening {}

    record Recorded(Object name, Listening listening) {}

    private static void byRecord(boolean listed) {
        Listening listening = new ByRecord();
        listen(listening, new Recorded("it", listening), listed);
    }

    static final class ByWayOfAView extends Listening {}

    static final class View {
        final Listening model;

        View(Listening model) {
            this.model = model;
        }
    }

    static final class ViewListener {
        final View view;

        ViewListener(View view) {
            this.view = view;
        }
    }

    private static void byWayOfAView(boolean listed) {
        Listening listening = new ByWayOfAView();
        listen(listening, new ViewListener(new View(listening)), listed);
    }

    static final class ByTask extends Listening {}

    /** As one that an executor repeats, and that the cleanup cancels. */
    private static void byTask(boolean listed) {
        Listening listening = new ByTask();
        FutureTask<Object> task = new FutureTask<>(new Named(listening), "done");
        if (listed) {
            TASKS.put(task, "task");
        }
        CLEANER.register(listening, () -> task.cancel(false));
    }

    private static void innocentWithWeakListener() {
        Listening listening = new Listening();
        listen(listening, new WeakReference<>(listening), true);
    }

    /** Knows its last user, as the user's cleanup knows the service. */
    static final class Service {
        Object lastUser;

        void use(Object user) {
            lastUser = user;
            CLEANER.register(user, () -> use("nobody"));
        }
    }

    private static void innocentWithServiceInAMap() {
        Service service = (Service) SERVICES.computeIfAbsent(Service.class, any -> new Service());
        service.use(new Listening());
    }

    /** Another object than the user has the service in a field. */
    static final class Module {
        private final Service service = new Service();
    }

    private static void innocentWithServiceOfAnother() {
        Module module = new Module();
        BUS.add(module);
        module.service.use(new Listening());
    }

    private static final Service SINGLETON = new Service();

    private static void innocentWithSingleton() {
        SINGLETON.use(new Listening());
    }
}
