package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The build runs this suite once per backend; one that silently falls back to threads must not go unnoticed. */
class BackendTest {
    @Test
    void theSuiteRunsOnTheBackendTheBuildNames() {
        assertThat(Coroutine.backend()).isEqualTo(System.getProperty("sexton.test.backend"));
    }

    @Test
    void aConfinedBodySharesItsConsumersThreadOnContinuationsOnly() {
        Pull<Thread> pull = Pull.of(out -> out.yield(Thread.currentThread()));
        assertThat(pull.next().equals(Thread.currentThread()))
                .isEqualTo(Coroutine.backend().equals("continuation"));
    }
}
