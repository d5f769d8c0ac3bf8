package dev.sexton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** The output of a command, and its exit code. */
public record Printed(int exit, String out, String err) {
    /** Runs the command in this JVM. */
    public static Printed by(CommandLine command, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = command.execute(arguments);
        return new Printed(exit, out.toString(), err.toString());
    }

    /** A wrong call: one line that is no stack trace, nothing else, exit code 2. */
    public void isRefusedWith(String... words) {
        assertThat(err.lines()).singleElement().asString().contains(words).doesNotContain("Exception");
        assertThat(out).isEmpty();
        assertThat(exit).isEqualTo(2);
    }
}
