// needs org.scala-lang:scala3-compiler_3:3.3.7
// jvm --sun-misc-unsafe-memory-access=allow
// jvm -Xmx1g
import dotty.tools.dotc.Main;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compiles Scala, and runs what came out. Planted in Scala: 3 objects with an inner class, 3 with a closure, 3 with an anonymous class. */
final class ScalaCompiler {
    private static final String SOURCE = """
            package acme
            object Registry {
              val cleaner = java.lang.ref.Cleaner.create()
              def free(handle: Long): Unit = println(handle)
            }
            class ByInnerClass {
              private val handle = 5L
              class Release extends Runnable { def run(): Unit = Registry.free(handle) }
              Registry.cleaner.register(this, new Release)
            }
            class ByClosure {
              private val handle = 5L
              Registry.cleaner.register(this, () => Registry.free(handle))
            }
            class ByAnonymousClass {
              private val handle = 5L
              private def free(): Unit = Registry.free(handle)
              Registry.cleaner.register(this, new Runnable { def run(): Unit = free() })
            }
            class Innocent {
              private val handle = 5L
              Innocent.register(this, handle)
            }
            object Innocent {
              def register(it: Innocent, handle: Long) = Registry.cleaner.register(it, () => Registry.free(handle))
            }
            object Run {
              def run(): Unit = for (_ <- 1 to 3) { new ByInnerClass; new ByClosure; new ByAnonymousClass; new Innocent }
            }
            """;

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("corpus-scala");
        Path source = Files.writeString(directory.resolve("acme.scala"), SOURCE);
        for (int i = 0; i < 2; i++) {
            var report = Main.process(new String[] {
                "-classpath", System.getProperty("java.class.path"), "-d", directory.toString(), source.toString()
            });
            if (report.hasErrors()) {
                throw new AssertionError("it does not compile");
            }
        }
        ClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()});
        loader.loadClass("acme.Run").getMethod("run").invoke(null);
        Dump.to(args[0], loader);
    }
}
