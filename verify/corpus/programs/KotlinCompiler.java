// needs org.jetbrains.kotlin:kotlin-compiler-embeddable:2.4.21
// jvm --sun-misc-unsafe-memory-access=allow
// jvm -Xmx1g
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;

/** Compiles Kotlin, and runs what came out. Planted in Kotlin: 3 objects whose cleanup is a lambda, and 3 with an inner class. */
final class KotlinCompiler {
    private static final String SOURCE = """
            package acme
            class ByLambda {
                private val handle = 5L
                init { Registry.cleaner.register(this) { Registry.free(handle) } }
            }
            class ByInnerClass {
                private val handle = 5L
                inner class Release : Runnable { override fun run() = Registry.free(handle) }
                init { Registry.cleaner.register(this, Release()) }
            }
            class Innocent {
                private val handle = 5L
                init { val copy = handle; Registry.cleaner.register(this) { Registry.free(copy) } }
            }
            object Registry {
                val cleaner = java.lang.ref.Cleaner.create()
                fun free(handle: Long) { println(handle) }
                @JvmStatic fun run() { for (i in 1..3) { ByLambda(); ByInnerClass(); Innocent() } }
            }
            """;

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory("corpus-kotlin");
        Path source = Files.writeString(directory.resolve("acme.kt"), SOURCE);
        for (int i = 0; i < 2; i++) {
            ExitCode exit = new K2JVMCompiler()
                    .exec(
                            System.err,
                            "-no-stdlib",
                            "-no-reflect",
                            "-classpath",
                            System.getProperty("java.class.path"),
                            "-d",
                            directory.toString(),
                            source.toString());
            if (exit != ExitCode.OK) {
                throw new AssertionError(exit);
            }
        }
        ClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()});
        loader.loadClass("acme.Registry").getMethod("run").invoke(null);
        Dump.to(args[0], loader);
    }
}
