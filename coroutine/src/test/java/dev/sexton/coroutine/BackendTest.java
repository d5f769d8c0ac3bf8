package dev.sexton.coroutine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The build runs this suite once per backend. A run that silently falls back to threads must fail. */
class BackendTest {
    @Test
    void theSuiteRunsOnTheBackendTheBuildNames() {
        assertThat(Coroutine.backend()).hasToString(System.getProperty("sexton.test.backend"));
    }

    @Test
    void aConfinedBodySharesItsConsumersThreadOnContinuationsOnly() {
        try (Pull<Thread> pull = Pull.of(out -> out.yield(Thread.currentThread()))) {
            assertThat(pull.next().equals(Thread.currentThread()))
                    .isEqualTo(Coroutine.backend() == Coroutine.Backend.CONTINUATION);
        }
    }
}
