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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * A JVM on this machine, and the runtimes it shows to JMX. Attaching starts JMX's local connector there, which only processes
 * of the same user reach; it loads no agent and prints nothing.
 */
final class TargetJvm implements RuntimeSource, AutoCloseable {
    /** In this order they are read: executed before queued, so that there is never more executed than queued. */
    private static final String[] ATTRIBUTES = {
        "Executed",
        "Failed",
        "Queued",
        "Live",
        "Added",
        "Running",
        "Workers",
        "LastSweepTimeNanos",
        "LastSweepEndMillis"
    };

    private final JMXConnector connector;
    private final MBeanServerConnection connection;
    private final ObjectName allRuntimes;

    private TargetJvm(JMXConnector connector) throws IOException, JMException {
        this.connector = connector;
        this.connection = connector.getMBeanServerConnection();
        this.allRuntimes = new ObjectName("dev.sexton.cleanup:type=CleanupRuntime,*");
    }

    @SuppressWarnings("BanJNDI") // the address is what that JVM itself has said when it was attached to
    static TargetJvm attach(long pid) throws UnattachableException {
        requireOneOfOurs(pid);
        requireJvm(pid);
        try {
            return new TargetJvm(JMXConnectorFactory.connect(new JMXServiceURL(startJmx(pid))));
        } catch (AttachNotSupportedException e) {
            throw new UnattachableException(
                    "Process " + pid + " does not let others attach: it is no JVM, hangs, or was started with"
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

    /** Where the system can tell; elsewhere the attempt itself does, after some seconds. */
    private static void requireJvm(long pid) throws UnattachableException {
        Path maps = Path.of("/proc", Long.toString(pid), "maps");
        try (Stream<String> mapped = Files.lines(maps)) {
            if (mapped.noneMatch(line -> line.endsWith("/libjvm.so"))) {
                throw new UnattachableException(
                        "Process " + pid + " is not a JVM: jps and jcmd list the JVMs that you may look into");
            }
        } catch (IOException | UncheckedIOException notLinuxOrNotReadable) {
            // The attempt will tell.
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

    /** Null if the runtime has gone meanwhile. */
    private @Nullable RuntimeReading read(ObjectName name) throws IOException {
        try {
            Map<String, Long> values = new HashMap<>();
            for (Attribute attribute :
                    connection.getAttributes(name, ATTRIBUTES).asList()) {
                values.put(attribute.getName(), ((Number) attribute.getValue()).longValue());
            }
            if (values.size() < ATTRIBUTES.length) {
                throw new IOException("its Sexton is of another version, which shows other figures");
            }
            return reading(shownAs(name), attribute -> Objects.requireNonNull(values.get(attribute)));
        } catch (InstanceNotFoundException gone) {
            return null;
        } catch (JMException e) {
            throw new IOException(e);
        }
    }

    private static RuntimeReading reading(String runtime, ToLongFunction<String> values) {
        return new RuntimeReading(
                runtime,
                values.applyAsLong("Added"),
                values.applyAsLong("Live"),
                values.applyAsLong("Queued"),
                values.applyAsLong("Executed"),
                values.applyAsLong("Failed"),
                (int) values.applyAsLong("Running"),
                (int) values.applyAsLong("Workers"),
                Duration.ofNanos(values.applyAsLong("LastSweepTimeNanos")),
                Instant.ofEpochMilli(values.applyAsLong("LastSweepEndMillis")));
    }

    /** What the program called it, made fit for a terminal. */
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
