package dev.sexton.cli.top;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.AttachOperationFailedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import javax.management.AttributeNotFoundException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.InvalidKeyException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * A JVM on this machine, and the runtimes that it shows to JMX. Attaching starts JMX's local connector in that JVM, which only
 * processes of the same user can reach; it loads no agent and prints nothing.
 */
final class TargetJvm implements RuntimeSource, AutoCloseable {
    /** One attribute with all figures: one reading, in which executed is never above queued. */
    private static final String FIGURES = "Stats";

    private final JMXConnector connector;
    private final MBeanServerConnection connection;
    private final ObjectName allRuntimes;

    private TargetJvm(JMXConnector connector) throws IOException, JMException {
        this.connector = connector;
        this.connection = connector.getMBeanServerConnection();
        this.allRuntimes = new ObjectName("dev.sexton.cleanup:type=CleanupRuntime,*");
    }

    @SuppressWarnings("BanJNDI") // the address comes from that JVM itself
    static TargetJvm attach(long pid) throws UnattachableException {
        requireOneOfOurs(pid);
        requireJvm(pid);
        try {
            return new TargetJvm(JMXConnectorFactory.connect(new JMXServiceURL(startJmx(pid))));
        } catch (AttachNotSupportedException e) {
            throw new UnattachableException(
                    "Process " + pid + " does not let others attach: it is not a JVM, hangs, or was started with"
                            + " -XX:+DisableAttachMechanism");
        } catch (AttachOperationFailedException e) {
            throw new UnattachableException("JMX could not be started in process " + pid
                    + ": its JDK must have the module jdk.management.agent");
        } catch (IOException | JMException e) {
            throw new UnattachableException("Process " + pid + " cannot be attached to: " + e.getMessage());
        }
    }

    private static String startJmx(long pid) throws IOException, AttachNotSupportedException {
        VirtualMachine jvm = VirtualMachine.attach(Long.toString(pid));
        try {
            return jvm.startLocalManagementAgent();
        } finally {
            jvm.detach();
        }
    }

    private static void requireOneOfOurs(long pid) throws UnattachableException {
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> new UnattachableException(
                        "There is no process " + pid + ": jps and jcmd list the JVMs that you may look into"));
        String us = System.getProperty("user.name");
        String owner = process.info().user().orElse(us);
        if (!owner.equals(us) && !us.equals("root")) {
            throw new UnattachableException("Process " + pid + " belongs to another user: run this as " + owner);
        }
    }

    /** Checks where the system can tell; elsewhere the attempt to attach fails after some seconds. */
    private static void requireJvm(long pid) throws UnattachableException {
        Path maps = Path.of("/proc", Long.toString(pid), "maps");
        try (Stream<String> mapped = Files.lines(maps)) {
            if (mapped.noneMatch(line -> line.endsWith("/libjvm.so"))) {
                throw new UnattachableException(
                        "Process " + pid + " is not a JVM: jps and jcmd list the JVMs that you may look into");
            }
        } catch (IOException | UncheckedIOException notLinuxOrNotReadable) {
            // The attempt to attach will tell.
        }
    }

    @Override
    public List<RuntimeReading> read() throws IOException {
        List<RuntimeReading> readings = new ArrayList<>();
        for (ObjectName name : connection.queryNames(allRuntimes, null)) {
            RuntimeReading reading = read(name);
            if (reading != null) {
                readings.add(reading);
            }
        }
        readings.sort(Comparator.comparing(RuntimeReading::runtime));
        return readings;
    }

    /** Returns null if the runtime has gone meanwhile. */
    private @Nullable RuntimeReading read(ObjectName name) throws IOException {
        try {
            CompositeData figures = (CompositeData) connection.getAttribute(name, FIGURES);
            return reading(shownAs(name), item -> ((Number) figures.get(item)).longValue());
        } catch (InstanceNotFoundException gone) {
            return null;
        } catch (AttributeNotFoundException | InvalidKeyException olderOrNewer) {
            throw new IOException("its Sexton is of another version, which shows other figures");
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    private static RuntimeReading reading(String runtime, ToLongFunction<String> figures) {
        return new RuntimeReading(
                runtime,
                figures.applyAsLong("added"),
                figures.applyAsLong("live"),
                figures.applyAsLong("queued"),
                figures.applyAsLong("executed"),
                figures.applyAsLong("failed"),
                (int) figures.applyAsLong("running"),
                (int) figures.applyAsLong("workers"),
                Duration.ofNanos(figures.applyAsLong("lastSweepTimeNanos")),
                Instant.ofEpochMilli(figures.applyAsLong("lastSweepEndMillis")));
    }

    /** Returns the name that the program gave it, made fit for a terminal. */
    private static String shownAs(ObjectName name) {
        String instance = name.getKeyProperty("instance");
        String runtime = ObjectName.unquote(name.getKeyProperty("name")).replaceAll("\\p{Cntrl}", "?");
        return instance == null ? runtime : runtime + " #" + instance;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
