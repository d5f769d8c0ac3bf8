package dev.sexton.cli.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which caller waits, reclaims or tries again. One thread suffices, since each answer depends on the account alone. */
class LedgerTest {
    private static final int LIMIT = 2;

    /** Whoever would have to wait gives up at once. */
    private final Ledger ledger = new Ledger(LIMIT, Duration.ZERO);

    @Test
    void admitsAsManyAsTheLimitAllows() {
        assertThat(ledger.admit()).isTrue();
        assertThat(ledger.admit()).isTrue();
        assertThat(ledger.admit()).isFalse();

        ledger.notOpened(false);

        assertThat(ledger.admit()).isTrue();
        assertThat(ledger.counts()).isEqualTo(new Ledger.Counts(0, 0, 0, 1, 0));
    }

    @Test
    void aPlaceIsFreeOnlyAfterTheClose() {
        open(3);
        open(4);

        assertThat(ledger.closing(3)).isTrue();
        assertThat(ledger.admit()).isFalse();
        ledger.closed(true);

        assertThat(ledger.admit()).isTrue();
    }

    @Test
    void triesAgainIfOneHasComeBackSinceItLooked() throws Exception {
        open(3);
        long seen = ledger.closed();
        close(3);

        assertThat(ledger.awaitReturn(seen)).isFalse();
    }

    @Test
    void reclaimsWhatIsForgotten() throws Exception {
        open(3);
        ledger.forgotten();

        assertThat(ledger.awaitReturn(ledger.closed())).isTrue();
    }

    @Test
    void doesNotReclaimWhatIsInUse() {
        open(3);

        assertWaits();
    }

    @Test
    void oneReclaimsForAll() throws Exception {
        open(3);
        ledger.forgotten();
        assertThat(ledger.awaitReturn(ledger.closed())).isTrue();

        ledger.forgotten();
        assertWaits();
        ledger.reclaimed();

        assertThat(ledger.awaitReturn(ledger.closed())).isTrue();
    }

    @Test
    void doesNotReclaimAgainWhatAReclaimHasNotBrought() throws Exception {
        open(3);
        ledger.forgotten();
        assertThat(ledger.awaitReturn(ledger.closed())).isTrue();
        ledger.reclaimed();

        assertWaits();
    }

    @Test
    void strikesOffOnce() {
        open(3);

        assertThat(ledger.closing(3)).isTrue();
        assertThat(ledger.closing(3)).isFalse();
        assertThat(ledger.counts().closedTwice()).isEqualTo(1);
    }

    @Test
    void noticesANumberThatItHasOpenAlready() {
        open(3);
        open(3);

        assertThat(ledger.counts().closedTwice()).isEqualTo(1);
    }

    private void assertWaits() {
        assertThatExceptionOfType(OutOfDescriptorsException.class)
                .isThrownBy(() -> ledger.awaitReturn(ledger.closed()));
    }

    private void open(int descriptor) {
        assertThat(ledger.admit()).isTrue();
        ledger.opened(descriptor);
    }

    private void close(int descriptor) {
        assertThat(ledger.closing(descriptor)).isTrue();
        ledger.closed(true);
    }
}
