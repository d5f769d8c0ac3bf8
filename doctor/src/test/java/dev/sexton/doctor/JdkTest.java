package dev.sexton.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The build runs this suite once per JDK; a toolchain that silently stays on one of them must not go unnoticed. */
class JdkTest {
    @Test
    void theSuiteRunsOnTheJdkTheBuildNames() {
        assertThat(Runtime.version().feature()).isEqualTo(Integer.getInteger("sexton.test.jdk"));
    }
}
