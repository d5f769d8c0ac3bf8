package dev.sexton.examples.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.cleanup.Guarded;
import dev.sexton.examples.Output;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolExampleTest {
    @Test
    void theExample() throws Exception {
        assertThat(Output.of(PoolExample::main))
                .containsExactly("100 callers were served, and gave nothing back", "4 connections were opened");
    }

    @Test
    void whatIsGivenBackIsLentAgain() throws Exception {
        try (LineServer server = LineServer.start();
                ConnectionPool pool = new ConnectionPool(server.port(), 4)) {
            for (int i = 0; i < 10; i++) {
                assertThat(pool.ask("hello", Duration.ZERO)).isEqualTo("HELLO");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** The twin: a handle that is kept is not lost, and its connection does not come back. */
    @Test
    void whatIsInUseIsNotTakenAway() throws Exception {
        try (LineServer server = LineServer.start();
                ConnectionPool pool = new ConnectionPool(server.port(), 1)) {
            Guarded<Connection> kept = pool.borrow(Duration.ZERO);
            assertThatThrownBy(() -> pool.borrow(Duration.ofMillis(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use");
            assertThat(kept.get().ask("hello")).isEqualTo("HELLO");
            pool.giveBack(kept);
            assertThat(pool.ask("again", Duration.ZERO)).isEqualTo("AGAIN");
        }
    }
}
