package dev.sexton.verify;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/*
 * The engine with one bug in it. A proof that also "proves" the twin proves nothing.
 *
 * It is today's source with one place of it altered, compiled into a directory that stands before the engine's own on the class
 * path; so program and classes are the same but for that place. A place that is no longer there is an error: then the engine
 * has changed, and its twin must be thought about again.
 */
public record Twin(String name, String file, Map<String, String> alterations) {
    public Twin(String name, String file, String original, String altered) {
        this(name, file, Map.of(original, altered));
    }

    /** With what another twin of the same file alters. */
    public Twin and(Twin other) {
        Map<String, String> more = new HashMap<>(alterations);
        more.putAll(other.alterations);
        return new Twin(name, file, more);
    }

    /** Compiles the altered source; returns the directory with its classes. */
    public Path compile(Path directory) throws IOException {
        Path source = source();
        String text = Files.readString(source);
        for (Map.Entry<String, String> alteration : alterations.entrySet()) {
            text = alter(text, alteration.getKey(), alteration.getValue());
        }
        Path copy = Files.createDirectories(directory.resolve("source")).resolve(file);
        Files.writeString(copy, text);
        return compile(copy, directory.resolve("classes"));
    }

    private String alter(String text, String original, String altered) {
        int at = text.indexOf(original);
        if (at < 0 || text.indexOf(original, at + 1) >= 0) {
            throw new AssertionError(
                    "The twin \"" + name + "\" no longer applies: " + file + " must contain exactly once\n" + original);
        }
        return text.replace(original, altered);
    }

    /** The one file of this name in the modules' internal packages. */
    private Path source() throws IOException {
        Path repository = Path.of(System.getProperty("sexton.verify.repository"));
        List<Path> found = new ArrayList<>();
        for (String module : List.of("cleanup", "coroutine")) {
            Path sources = Path.of(module, "src", "main", "java", "dev", "sexton", module, "internal");
            try (Stream<Path> files = Files.walk(repository.resolve(sources))) {
                files.filter(path -> path.endsWith(file)).forEach(found::add);
            }
        }
        if (found.size() != 1) {
            throw new AssertionError(
                    "The twin \"" + name + "\" no longer applies: there must be one " + file + ", and not " + found);
        }
        return found.get(0);
    }

    private Path compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Files.createDirectories(classes);
        List<String> options = List.of(
                "--release",
                "17",
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            StringWriter errors = new StringWriter();
            boolean compiled = compiler.getTask(errors, files, null, options, null, files.getJavaFileObjects(source))
                    .call();
            if (!compiled) {
                throw new AssertionError("The twin \"" + name + "\" does not compile:\n" + errors);
            }
        }
        return classes;
    }
}
