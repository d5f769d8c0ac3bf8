// needs org.apache.groovy:groovy:5.0.8
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyShell;

/** Compiles and runs Groovy. Planted in Groovy: 3 objects whose cleanup is a closure in them, 3 with a closure as an interface. */
final class GroovyScripts {
    private static final String SOURCE = """
            package acme
            import java.lang.ref.Cleaner
            class ByClosure {
                static final Cleaner CLEANER = Cleaner.create()
                long handle = 5
                ByClosure() { CLEANER.register(this, { free(handle) }) }
                static void free(long handle) {}
            }
            class ByInterface {
                long handle = 5
                ByInterface() { ByClosure.CLEANER.register(this, { ByClosure.free(handle) } as Runnable) }
            }
            class Innocent {
                long handle = 5
                Innocent() { register(this, handle) }
                static void register(Innocent it, long handle) { ByClosure.CLEANER.register(it, { ByClosure.free(handle) }) }
            }
            """;

    public static void main(String[] args) throws Exception {
        GroovyClassLoader loader = new GroovyClassLoader();
        loader.parseClass(SOURCE);
        for (int i = 0; i < 3; i++) {
            for (String name : new String[] {"acme.ByClosure", "acme.ByInterface", "acme.Innocent"}) {
                loader.loadClass(name).getConstructor().newInstance();
            }
        }
        for (int i = 0; i < 10; i++) {
            Object sum = new GroovyShell().evaluate("(1..100).collect { it * 2 }.findAll { it % 3 == 0 }.sum()");
            if (!sum.equals(3366)) {
                throw new AssertionError(sum);
            }
        }
        Dump.to(args[0], loader);
    }
}
