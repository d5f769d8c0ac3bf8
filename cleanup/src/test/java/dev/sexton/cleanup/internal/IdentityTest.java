package dev.sexton.cleanup.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The classes that are said to have no identity, compared with those of the JDK that the test runs on. */
class IdentityTest {
    private static final String ANNOTATION = "Ljdk/internal/ValueBased;";

    @Test
    void allClassesThatTheJdkMarksAreKnown() throws IOException {
        List<Class<?>> marked = marked();
        assertThat(marked).as("marked classes").hasSizeGreaterThan(20).contains(Integer.class, java.time.Instant.class);
        assertThat(marked).allMatch(Identity::isValueBased);
    }

    /** Those that only the Javadoc calls so. */
    @Test
    void allClassesThatTheJdksOwnSourcesCallValueBasedAreKnown() throws IOException {
        Path sources = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        assumeTrue(Files.isRegularFile(sources), "this JDK comes without its sources");
        Set<String> unknown = new TreeSet<>();
        try (var zip = FileSystems.newFileSystem(sources);
                Stream<Path> files = Files.walk(zip.getPath("java.base/java"))) {
            files.filter(file -> file.toString().endsWith(".java")).forEach(file -> addIfUnknown(file, unknown));
        }
        assertThat(unknown)
                .as("classes that have factories of value-based objects, and are not value-based themselves")
                .containsOnlyOnce("java.util.List", "java.util.Map", "java.util.Set")
                .isSubsetOf(
                        "java.util.List",
                        "java.util.Map",
                        "java.util.Set",
                        "java.util.stream.Stream",
                        "java.time.format.DateTimeFormatterBuilder");
    }

    private static void addIfUnknown(Path file, Set<String> unknown) {
        String name = file.toString()
                .replaceFirst("^/?java\\.base/", "")
                .replaceFirst("\\.java$", "")
                .replace('/', '.');
        try {
            if (Files.readString(file).contains("/lang/doc-files/ValueBased.html") && !isKnown(name)) {
                unknown.add(name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Or one of its member classes is: the page is in the member's Javadoc then. */
    private static boolean isKnown(String name) {
        try {
            Class<?> type = Class.forName(name, false, null);
            return Identity.isValueBased(type)
                    || Stream.of(type.getDeclaredClasses()).anyMatch(Identity::isValueBased);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new AssertionError(name, e);
        }
    }

    /** The twin: a rule that called everything value-based would pass the others. */
    @Test
    void ordinaryClassesHaveAnIdentity() {
        assertThat(List.of(
                        Object.class,
                        String.class,
                        StringBuilder.class,
                        ArrayList.class,
                        Thread.class,
                        Class.class,
                        int[].class))
                .noneMatch(Identity::isValueBased);
    }

    private static List<Class<?>> marked() throws IOException {
        List<Class<?>> marked = new ArrayList<>();
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules");
        for (String module : List.of("java.base", "jdk.incubator.vector")) {
            if (ModuleFinder.ofSystem().find(module).isPresent()
                    && ModuleLayer.boot().findModule(module).isPresent()) {
                try (Stream<Path> files = Files.walk(modules.resolve(module))) {
                    files.filter(IdentityTest::isMarked).forEach(file -> marked.add(load(module, modules, file)));
                }
            }
        }
        return marked;
    }

    private static boolean isMarked(Path file) {
        String name = file.toString();
        if (!name.endsWith(".class") || name.endsWith("/ValueBased.class") || name.endsWith("module-info.class")) {
            return false;
        }
        try {
            // The name of an annotation stands in the constant pool of each class that has it.
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return bytes.contains(ANNOTATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String module, Path modules, Path file) {
        String name = modules.resolve(module).relativize(file).toString();
        try {
            return Class.forName(name.replaceFirst("\\.class$", "").replace('/', '.'), false, null);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }
}
