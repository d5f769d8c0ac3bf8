// needs org.mozilla:rhino:1.9.2
import java.util.Map;
import java.util.WeakHashMap;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;

/** Runs scripts in scopes that are forgotten. Planted: 5 functions, in a weak map by the scope in which they are. */
final class RhinoScripts {
    private static final Map<Scriptable, Function> FUNCTIONS = new WeakHashMap<>();

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 20; i++) {
            try (Context context = Context.enter()) {
                Scriptable scope = context.initStandardObjects();
                Object result = context.evaluateString(
                        scope, "var s = 0; for (var i = 0; i < 1000; i++) s += i; function f() { return s; } f()", "script", 1, null);
                if (((Number) result).intValue() != 499_500) {
                    throw new AssertionError(result);
                }
                if (i < 5) {
                    FUNCTIONS.put(scope, (Function) scope.get("f", scope));
                }
            }
        }
        Dump.to(args[0]);
    }
}
