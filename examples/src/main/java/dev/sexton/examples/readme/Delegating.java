package dev.sexton.examples.readme;

import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import dev.sexton.examples.readme.Tree.Node;
import java.util.ArrayList;
import java.util.List;

final class Delegating {
    List<String> namesInOrder(Node root) {
        Seq<String> names = out -> walk(root, out);
        List<String> list = new ArrayList<>();
        for (String name : names) { // the end of the sequence closes what the loop pulls
            list.add(name);
        }
        names.forEach(list::add); // pushes: nothing to close
        try (Pull<String> pull = names.pull()) { // for a loop that may be left early
            while (pull.advance() && list.size() < 100) {
                list.add(pull.value());
            }
        }
        return list;
    }

    void walk(Node node, Yield<? super String> out) {
        boolean more = node.left() == null || out.yieldAll(o -> walk(node.left(), o));
        if (more && out.yield(node.name()) && node.right() != null) {
            out.yieldAll(o -> walk(node.right(), o));
        }
    }
}
