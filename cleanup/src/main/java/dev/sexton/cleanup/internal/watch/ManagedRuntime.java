package dev.sexton.cleanup.internal.watch;

import dev.sexton.cleanup.CleanupRuntimeMXBean;
import dev.sexton.cleanup.CleanupStatsData;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** A runtime's MBean. */
final class ManagedRuntime extends ShownFigures implements CleanupRuntimeMXBean {
    private static final String TYPE = "dev.sexton.cleanup:type=CleanupRuntime,name=";

    private final String name;
    private final Supplier<RuntimeFigures> figures;

    private ManagedRuntime(String name, Supplier<RuntimeFigures> figures) {
        this.name = name;
        this.figures = figures;
    }

    /** Registers one if the JVM's own server exists, and returns its removal; returns null if there is no server. */
    static @Nullable Runnable register(String name, Supplier<RuntimeFigures> figures) throws JMException {
        MBeanServer server = platformServer();
        if (server == null) {
            return null;
        }
        return register(server, new ManagedRuntime(name, figures));
    }

    /** Does not ask {@link ManagementFactory}, which would make the server. An application may have other servers as well. */
    private static @Nullable MBeanServer platformServer() throws JMException {
        ObjectName inEachPlatformServer = new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME);
        for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
            if (server.isRegistered(inEachPlatformServer)) {
                return server;
            }
        }
        return null;
    }

    private static Runnable register(MBeanServer server, ManagedRuntime runtime) throws JMException {
        String first = TYPE + ObjectName.quote(runtime.name);
        for (int instance = 1; ; instance++) {
            ObjectName candidate = new ObjectName(instance == 1 ? first : first + ",instance=" + instance);
            Runnable removal =
                    () -> unregister(server, candidate); // made first: nothing may fail once it is registered
            try {
                server.registerMBean(runtime, candidate);
                return removal;
            } catch (InstanceAlreadyExistsException anotherOfThisName) {
                // The next number.
            }
        }
    }

    private static void unregister(MBeanServer server, ObjectName registered) {
        try {
            server.unregisterMBean(registered);
        } catch (InstanceNotFoundException somebodyElseDid) {
            // Then it is gone, as it should be.
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public CleanupStatsData getStats() {
        RuntimeFigures reading = figures();
        return new ShownFigures() {
            @Override
            RuntimeFigures figures() {
                return reading;
            }
        };
    }

    @Override
    RuntimeFigures figures() {
        return figures.get();
    }
}
