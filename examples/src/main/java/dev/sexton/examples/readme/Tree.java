package dev.sexton.examples.readme;

import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Yield;
import java.util.ArrayList;
import java.util.List;

final class Tree {
    record Node(Node left, String name, Node right) {}

    private final Node root;
    private final List<String> printed = new ArrayList<>();

    Tree(Node root) {
        this.root = root;
    }

    @SuppressWarnings("OperatorPrecedence")
    boolean walk(Node node, Yield<? super String> out) { // yield returns false when no more values are wanted
        return node == null || walk(node.left, out) && out.yield(node.name) && walk(node.right, out);
    }

    List<String> printAll() {
        try (Pull<String> names = Pull.of(out -> walk(root, out))) {
            while (names.advance()) print(names.value());
        }
        return printed;
    }

    private void print(String name) {
        printed.add(name);
    }
}
