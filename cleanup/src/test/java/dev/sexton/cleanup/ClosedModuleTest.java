package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import acme.closed.Connection;
import dev.sexton.cleanup.internal.CapturedLog;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A user in a module that does not open its packages: the check cannot read what its lambdas capture, and says so. */
class ClosedModuleTest {
    private static final String PACKAGE = Connection.class.getPackageName();

    @Test
    void aModuleWhoseClosuresCannotBeReadIsNamedOnceWithTheLineToAdd() throws Exception {
        Class<?> connection = connection(module("acme.one").build());
        List<String> log = loggedBy(() -> {
            register(connection);
            register(connection);
        });
        assertThat(log)
                .singleElement()
                .asString()
                .contains("The module acme.one does not open its package acme.closed")
                .contains("never runs")
                .contains("opens acme.closed;");
    }

    @Test
    void anActionThatCapturesNothingIsWorthNoMessage() throws Exception {
        Class<?> connection = connection(module("acme.two").build());
        List<String> log = loggedBy(() -> call(connection, "registerWell", null));
        assertThat(log).isEmpty();
    }

    /** The twin: where the package is open, the same registration is rejected. */
    @Test
    void anOpenPackageIsLookedInto() throws Exception {
        Class<?> connection = connection(module("acme.three").opens(PACKAGE).build());
        assertThatThrownBy(() -> register(connection))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("by action.arg$1");
    }

    private interface Step {
        void run() throws Exception;
    }

    private static List<String> loggedBy(Step step) throws Exception {
        try (CapturedLog log = new CapturedLog()) {
            step.run();
            return log.records().stream().map(LogRecord::getMessage).toList();
        }
    }

    private static void register(Class<?> connection) throws Exception {
        call(connection, "run", connection.getConstructor().newInstance());
    }

    private static void call(Class<?> connection, String method, Object receiver) throws Exception {
        try {
            connection.getMethod(method).invoke(receiver);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        }
    }

    private static ModuleDescriptor.Builder module(String name) {
        return ModuleDescriptor.newModule(name).exports(PACKAGE);
    }

    /** The class, in a module like that, which reads the class path. */
    private static Class<?> connection(ModuleDescriptor descriptor) throws ClassNotFoundException {
        String name = descriptor.name();
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(new OneModule(descriptor), ModuleFinder.of(), Set.of(name));
        ClassLoader parent = ClosedModuleTest.class.getClassLoader();
        ModuleLayer.Controller layer =
                ModuleLayer.defineModulesWithOneLoader(configuration, List.of(ModuleLayer.boot()), parent);
        Module module = layer.layer().findModule(name).orElseThrow();
        layer.addReads(module, parent.getUnnamedModule());
        Class<?> connection = layer.layer().findLoader(name).loadClass(Connection.class.getName());
        assertThat(connection.getModule()).isSameAs(module);
        return connection;
    }

    /** A module whose classes are those of the test's class path. */
    private record OneModule(ModuleDescriptor descriptor) implements ModuleFinder {
        @Override
        public Optional<ModuleReference> find(String name) {
            return name.equals(descriptor.name()) ? Optional.of(reference()) : Optional.empty();
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.of(reference());
        }

        private ModuleReference reference() {
            return new ModuleReference(descriptor, null) {
                @Override
                public ModuleReader open() {
                    return new OfTheClassPath();
                }
            };
        }
    }

    private static final class OfTheClassPath implements ModuleReader {
        @Override
        public Optional<URI> find(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<InputStream> open(String name) {
            return Optional.ofNullable(ClosedModuleTest.class.getClassLoader().getResourceAsStream(name));
        }

        @Override
        public Optional<ByteBuffer> read(String name) throws IOException {
            try (InputStream file = open(name).orElseThrow()) {
                return Optional.of(ByteBuffer.wrap(file.readAllBytes()));
            }
        }

        @Override
        public Stream<String> list() {
            return Stream.empty();
        }

        @Override
        public void close() {}
    }
}
