package dev.sexton.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private final StringWriter out = new StringWriter();

    @Test
    void overwritesOneLineAndErasesItAtTheEnd() {
        StatusLine line = new StatusLine(new PrintWriter(out), true);

        line.write("one");
        line.write("two");
        line.end();

        assertThat(out.toString()).isEqualTo("\r\033[Kone\r\033[Ktwo\r\033[K");
    }

    @Test
    void writesNothingWithoutATerminal() {
        StatusLine line = new StatusLine(new PrintWriter(out), false);

        line.write("one");
        line.end();

        assertThat(out.toString()).isEmpty();
    }
}
