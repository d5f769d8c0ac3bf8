// needs org.jruby:jruby-complete:9.4.12.0
// jvm --enable-native-access=ALL-UNNAMED
// jvm --sun-misc-unsafe-memory-access=allow
import org.jruby.embed.LocalContextScope;
import org.jruby.embed.ScriptingContainer;

/** Runs Ruby in an interpreter that is ended, and one that is in use. */
final class JRubyScripts {
    private static final String SCRIPT = """
            require 'set'
            require 'weakref'
            class Node
              attr_accessor :other
            end
            map = ObjectSpace::WeakMap.new
            nodes = (1..100).map { |i| n = Node.new; n.other = i; map[n] = i; n }
            ObjectSpace.define_finalizer(nodes[0], proc { |id| id })
            Thread.new { nodes.map { |n| n.other * 2 } }.value.sum
            """;

    public static void main(String[] args) throws Exception {
        ScriptingContainer ended = new ScriptingContainer(LocalContextScope.SINGLETHREAD);
        run(ended);
        ended.terminate();
        ended = null;
        ScriptingContainer container = new ScriptingContainer(LocalContextScope.SINGLETHREAD);
        run(container);
        Dump.to(args[0], container);
    }

    private static void run(ScriptingContainer container) {
        Object result = container.runScriptlet(SCRIPT);
        if (((Number) result).intValue() != 10_100) {
            throw new AssertionError(result);
        }
    }
}
