// needs org.python:jython-standalone:2.7.4
import java.util.Properties;
import org.python.util.PythonInterpreter;

/** Runs Python in an interpreter that is closed, and one that is in use. */
final class JythonScripts {
    private static final String SCRIPT = """
            import weakref, json, re
            class Node(object):
                pass
            nodes = [Node() for i in range(100)]
            by = weakref.WeakKeyDictionary()
            for i, n in enumerate(nodes):
                n.i = i
                by[n] = i
            total = sum(by.values()) + len(json.loads('[1, 2, 3]')) + len(re.findall('a', 'banana'))
            del nodes[50:]
            """;

    public static void main(String[] args) throws Exception {
        PythonInterpreter.initialize(System.getProperties(), new Properties(), new String[0]);
        try (PythonInterpreter closed = new PythonInterpreter()) {
            closed.exec(SCRIPT);
        }
        PythonInterpreter interpreter = new PythonInterpreter();
        interpreter.exec(SCRIPT);
        if (interpreter.get("total").asInt() != 4956) {
            throw new AssertionError(interpreter.get("total"));
        }
        Dump.to(args[0], interpreter);
    }
}
