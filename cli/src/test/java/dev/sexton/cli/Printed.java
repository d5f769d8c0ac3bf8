package dev.sexton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** What a command has printed, and the code it has ended with. */
record Printed(int exit, String out, String err) {
    private static final String COLUMNS = "\\s{2,}";

    /** Runs the command in this JVM. */
    static Printed by(CommandLine command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = command.execute(arguments);
        return new Printed(exit, out.toString(), err.toString());
    }

    /** Runs {@code sexton demo} in this JVM. */
    static Printed byDemo(Object... arguments) {
        return byDemo(TreeWalk::filesBelow, arguments);
    }

    /** Runs {@code sexton demo} in this JVM, with files that are found in another way. */
    static Printed byDemo(Demo.Walk walk, Object... arguments) {
        return by(
                Main.commandLine(new DemoCommand(walk, DemoCommand.PATIENCE)),
                Stream.concat(Stream.of("demo"), Arrays.stream(arguments))
                        .map(Object::toString)
                        .toArray(String[]::new));
    }

    /** The value in the table's row of this name. */
    String text(String name) {
        return columns(name).get(1);
    }

    long number(String name) {
        return Long.parseLong(text(name).replace(",", ""));
    }

    private List<String> columns(String name) {
        return out.lines()
                .map(line -> List.of(line.split(COLUMNS, -1)))
                .filter(columns -> columns.getFirst().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row '" + name + "' in\n" + out + err));
    }

    Printed isClean() {
        assertThat(out).endsWith("still open: 0\n");
        assertThat(number("open by own account")).isZero();
        assertThat(number("open by the system")).isZero();
        assertThat(number("closed twice")).isZero();
        assertThat(number("closed by hand") + number("closed by cleanups")).isEqualTo(number("opened"));
        assertThat(err).isEmpty();
        assertThat(exit).isZero();
        return this;
    }

    Printed agreesWith(Tree tree) throws IOException {
        assertThat(number("files")).isEqualTo(tree.files().size());
        assertThat(number("bytes")).isEqualTo(tree.bytes());
        assertThat(text("combined checksum")).isEqualTo(tree.checksum());
        return this;
    }

    /** A wrong call: one line that is no stack trace, nothing else, exit code 2. */
    void isRefusedWith(String... words) {
        assertThat(err.lines()).singleElement().asString().contains(words).doesNotContain("Exception");
        assertThat(out).isEmpty();
        assertThat(exit).isEqualTo(2);
    }
}
