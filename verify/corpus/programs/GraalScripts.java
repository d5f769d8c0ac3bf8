// needs org.graalvm.polyglot:polyglot:25.0.3
// needs org.graalvm.polyglot:js-community:25.0.3:pom
// jvm -Dpolyglot.engine.WarnInterpreterOnly=false
// jvm --enable-native-access=ALL-UNNAMED
// jvm --sun-misc-unsafe-memory-access=allow
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Value;

/** Runs scripts in contexts that are closed, with engines that are closed and one that is in use. */
final class GraalScripts {
    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 3; i++) {
            try (Engine engine = Engine.create()) {
                run(engine);
            }
        }
        for (int i = 0; i < 3; i++) {
            try (Context context = Context.create("js")) {
                context.eval("js", "1 + 1");
            }
        }
        Engine engine = Engine.create();
        run(engine);
        Context context = Context.newBuilder("js").engine(engine).build();
        Value function = context.eval("js", "(function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2); })");
        Dump.to(args[0], engine, context, function);
    }

    private static void run(Engine engine) {
        for (int i = 0; i < 3; i++) {
            try (Context context = Context.newBuilder("js").engine(engine).build()) {
                Value value = context.eval("js", "const m = new Map(); for (let i = 0; i < 1000; i++) m.set('k' + i, {i}); m.size");
                if (value.asInt() != 1000) {
                    throw new AssertionError(value);
                }
            }
        }
    }
}
