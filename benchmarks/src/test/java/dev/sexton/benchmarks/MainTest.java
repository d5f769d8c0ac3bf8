package dev.sexton.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({"bench nonsense, no question nonsense", "bench --fast, --fast", "'', Say what to do"})
    void refusesAWrongCallInOneSentence(String call, String said) {
        assertThat(execute(call.isEmpty() ? new String[0] : call.split(" "))).isEqualTo(2);

        assertThat(err.toString().lines()).singleElement().asString().contains(said);
    }

    @Test
    void saysOfAFailureWhatLedToIt() {
        CommandLine failing = Main.commandLine().addSubcommand("fail", new Failing());
        failing.setErr(new PrintWriter(err, true));

        assertThat(failing.execute("fail")).isEqualTo(1);
        assertThat(err.toString()).contains("the JVM ended", "no memory").doesNotContain("\tat ");
    }

    private int execute(String... call) {
        CommandLine command = Main.commandLine();
        command.setErr(new PrintWriter(err, true));
        return command.execute(call);
    }

    @CommandLine.Command
    private static final class Failing implements Callable<Integer> {
        @Override
        public Integer call() {
            throw new IllegalStateException("the JVM ended", new IllegalStateException("no memory"));
        }
    }
}
