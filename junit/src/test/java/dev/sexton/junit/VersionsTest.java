package dev.sexton.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The tests run with JUnit 5 on JDK 25, and by {@link Junit6Suite} with JUnit 6 on JDK 17. */
class VersionsTest {
    @Test
    void thisIsTheJdkAndTheJunitTheBuildMeans() {
        assertThat(Runtime.version().feature()).isEqualTo(Integer.getInteger("sexton.test.jdk"));
        assertThat(Test.class.getPackage().getImplementationVersion())
                .isEqualTo(System.getProperty("sexton.test.junit"));
    }
}
