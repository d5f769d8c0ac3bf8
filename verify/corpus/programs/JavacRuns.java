import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles 100 classes, five times, in one JVM. */
final class JavacRuns {
    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("corpus-javac");
        List<String> sources = new ArrayList<>(List.of("-d", directory.toString()));
        for (int i = 0; i < 100; i++) {
            sources.add(Files.writeString(
                            directory.resolve("C" + i + ".java"),
                            "record C%1$d(String name, java.util.List<C%1$d> parts) { Runnable r() { return () -> parts.forEach(p -> p.r().run()); } }".formatted(i))
                    .toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        for (int i = 0; i < 5; i++) {
            if (compiler.run(null, null, null, sources.toArray(String[]::new)) != 0) {
                throw new AssertionError("it does not compile");
            }
        }
        Dump.to(args[0], compiler);
    }
}
