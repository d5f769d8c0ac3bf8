package dev.sexton.cli.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sexton.cli.Main;
import dev.sexton.cli.Printed;
import dev.sexton.cli.Tree;
import dev.sexton.cli.examples.files.TreeWalk;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One run of {@code sexton demo}, and the rows of the table that it has printed. */
public record DemoRun(Printed printed) {
    private static final String COLUMNS = "\\s{2,}";

    /** Runs {@code sexton demo} in this JVM. */
    static DemoRun of(Object... arguments) {
        return of(TreeWalk::filesBelow, arguments);
    }

    /** Runs {@code sexton demo} in this JVM, with files that are found in another way. */
    static DemoRun of(Demo.Walk walk, Object... arguments) {
        return new DemoRun(Printed.by(
                Main.commandLine(new DemoCommand(walk, DemoCommand.PATIENCE)),
                Stream.concat(Stream.of("demo"), Arrays.stream(arguments))
                        .map(Object::toString)
                        .toArray(String[]::new)));
    }

    int exit() {
        return printed.exit();
    }

    String out() {
        return printed.out();
    }

    String err() {
        return printed.err();
    }

    /** The value in the table's row of this name. */
    String text(String name) {
        return columns(name).get(1);
    }

    long number(String name) {
        return Long.parseLong(text(name).replace(",", ""));
    }

    private List<String> columns(String name) {
        return out().lines()
                .map(line -> List.of(line.split(COLUMNS, -1)))
                .filter(columns -> columns.getFirst().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row '" + name + "' in\n" + out() + err()));
    }

    public DemoRun isClean() {
        assertThat(out()).endsWith("still open: 0\n");
        assertThat(number("open by own account")).isZero();
        assertThat(number("open by the system")).isZero();
        assertThat(number("closed twice")).isZero();
        assertThat(number("closed by hand") + number("closed by cleanups")).isEqualTo(number("opened"));
        assertThat(err()).isEmpty();
        assertThat(exit()).isZero();
        return this;
    }

    public DemoRun agreesWith(Tree tree) throws IOException {
        assertThat(number("files")).isEqualTo(tree.files().size());
        assertThat(number("bytes")).isEqualTo(tree.bytes());
        assertThat(text("combined checksum")).isEqualTo(tree.checksum());
        return this;
    }

    void isRefusedWith(String... words) {
        printed.isRefusedWith(words);
    }
}
