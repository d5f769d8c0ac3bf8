package dev.sexton.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The readings that top shows, with time and figures made by hand. */
class TopTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HALF = Duration.ofMillis(500);

    private final StringWriter out = new StringWriter();
    private final FakeTime time = new FakeTime();
    private final FakeSource source = new FakeSource();

    @Test
    void printsALineForEachRuntimeAndReadingUnderOneHeader() throws Exception {
        source.will(reading("a", 0), reading("b", 0)).will(reading("a", 10), reading("b", 20));

        top(false).run(SECOND, 2);

        assertThat(words()).hasSize(5);
        assertThat(words().getFirst())
                .containsExactly(
                        "time",
                        "live",
                        "waiting",
                        "queued",
                        "executed",
                        "failed",
                        "added/s",
                        "queued/s",
                        "executed/s",
                        "failed/s",
                        "workers",
                        "sweep-ms",
                        "ago-s",
                        "runtime");
        assertThat(words()).extracting(List::getLast).containsExactly("runtime", "a", "b", "a", "b");
        assertThat(words()).allSatisfy(line -> assertThat(line).hasSize(14));
    }

    @Test
    void eachColumnShowsItsFigure() throws Exception {
        time.nanos = 5_000_000_000L;
        source.will(new RuntimeReading(
                "one", 1000, 25, 300, 290, 7, 1, 2, Duration.ofNanos(1_234_567), Instant.ofEpochMilli(2_500)));

        top(false).run(SECOND, 1);

        assertThat(words().get(1).subList(1, 14))
                .containsExactly("25", "10", "300", "290", "7", "-", "-", "-", "-", "1/2", "1.23", "2.5", "one");
    }

    @Test
    void ratesAreThePerSecondDifferencesToTheReadingBefore() throws Exception {
        source.will(reading("a", 100)).will(reading("a", 110)).will(reading("a", 115));

        top(false).run(HALF, 3);

        // added, queued, executed and failed go by 4, 3, 2 and 1 times the number.
        assertThat(words().get(2).subList(6, 10)).containsExactly("80.0", "60.0", "40.0", "20.0");
        assertThat(words().get(3).subList(6, 10)).containsExactly("40.0", "30.0", "20.0", "10.0");
    }

    @Test
    void aRuntimeThatIsNewOrHasTakenAnothersNameHasNoRatesYet() throws Exception {
        source.will(reading("a", 100)).will(reading("a", 1), reading("b", 7)).will(reading("b", 8));

        top(false).run(SECOND, 3);

        assertThat(words().get(2).subList(6, 10)).containsOnly("-");
        assertThat(words().get(3).subList(6, 10)).containsOnly("-");
        assertThat(words().get(4).subList(6, 10)).containsExactly("4.0", "3.0", "2.0", "1.0");
    }

    @Test
    void aRuntimeThatWasNeverSweptSaysSo() throws Exception {
        source.will(reading("a", 1));
        top(false).run(SECOND, 1);
        assertThat(words().get(1).subList(11, 13)).containsExactly("-", "-");
    }

    @Test
    void readsAtEqualIntervalsHoweverLongAReadingTakes() throws Exception {
        time.cost = Duration.ofMillis(300);
        source.forEver(reading("a", 1));

        top(false).run(SECOND, 4);

        assertThat(source.readAt).containsExactly(0L, 1_000L, 2_000L, 3_000L);
    }

    @Test
    void doesNotCatchUpOnReadingsThatItMissed() throws Exception {
        time.cost = Duration.ofMillis(2_500);
        source.forEver(reading("a", 1));

        top(false).run(SECOND, 3);

        assertThat(source.readAt).containsExactly(0L, 2_500L, 5_000L);
    }

    @Test
    void waitsForTheFirstRuntime() throws Exception {
        source.will().will().will(reading("a", 1));
        assertThat(top(false).awaitRuntime(Duration.ofSeconds(10))).isTrue();
        assertThat(source.readAt).hasSize(3);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void doesNotWaitForEver() throws Exception {
        source.forEver();
        assertThat(top(false).awaitRuntime(Duration.ofSeconds(10))).isFalse();
        assertThat(time.nanos).isEqualTo(Duration.ofSeconds(10).toNanos());
    }

    @Test
    void redrawsOnATerminal() throws Exception {
        source.will(reading("a", 1), reading("b", 1)).will(reading("a", 2)).will();

        top(true).run(SECOND, 3);

        String[] drawn = out.toString().split("\033\\[H", -1);
        assertThat(drawn).hasSize(4);
        assertThat(drawn[0]).as("cleared once").isEqualTo("\033[2J");
        assertThat(drawn[1].lines()).hasSize(4);
        assertThat(drawn[2].lines()).hasSize(3);
        assertThat(drawn[2]).as("what was below is gone").endsWith("\033[J").doesNotContain("2J");
        assertThat(drawn[2].lines().limit(2))
                .allSatisfy(line -> assertThat(line).endsWith("\033[K"));
        assertThat(drawn[3]).contains("no runtime: nothing has been live");
    }

    @Test
    void linesElsewhereCarryNoControlCharacters() throws Exception {
        source.will(reading("a", 1)).will().will(reading("a", 2));
        top(false).run(SECOND, 3);
        assertThat(out.toString()).doesNotContain("\033");
        assertThat(out.toString().lines()).hasSize(3);
    }

    @Test
    void endsWhenNobodyReadsAnyMore() throws Exception {
        source.forEver(reading("a", 1));
        PrintWriter broken = new PrintWriter(new Writer() {
            @Override
            public void write(char[] buffer, int offset, int length) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });

        new Top(source, new TopScreen(broken, false), time).run(SECOND, Long.MAX_VALUE);

        assertThat(source.readAt).hasSize(1);
    }

    @Test
    void aJvmThatIsGoneEndsIt() {
        source.will(reading("a", 1));
        assertThatThrownBy(() -> top(false).run(SECOND, 2)).isInstanceOf(IOException.class);
        assertThat(words()).hasSize(2);
    }

    private Top top(boolean redraws) {
        return new Top(source, new TopScreen(new PrintWriter(out), redraws), time);
    }

    private List<List<String>> words() {
        return out.toString()
                .lines()
                .map(line -> List.of(line.strip().split("\\s+", -1)))
                .toList();
    }

    private static RuntimeReading reading(String runtime, long times) {
        return new RuntimeReading(
                runtime, 4 * times, 1, 3 * times, 2 * times, times, 0, 1, Duration.ZERO, Instant.EPOCH);
    }

    private static final class FakeTime implements Time {
        private long nanos;
        private Duration cost = Duration.ZERO;

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public long millis() {
            return nanos / 1_000_000;
        }

        @Override
        public void sleepUntil(long until) {
            nanos = Math.max(nanos, until);
        }
    }

    /** Gives what it was told to, and then is gone. */
    private final class FakeSource implements RuntimeSource {
        private final List<List<RuntimeReading>> next = new ArrayList<>();
        private final List<Long> readAt = new ArrayList<>();
        private boolean forEver;

        FakeSource will(RuntimeReading... readings) {
            next.add(List.of(readings));
            return this;
        }

        void forEver(RuntimeReading... readings) {
            will(readings);
            forEver = true;
        }

        @Override
        public List<RuntimeReading> read() throws IOException {
            if (next.isEmpty()) {
                throw new IOException("gone");
            }
            readAt.add(time.millis());
            time.nanos += time.cost.toNanos();
            return forEver ? next.getFirst() : next.removeFirst();
        }
    }
}
