// The same project for Gradle; its tests are Maven's.
plugins {
    `java-library`
}

repositories {
    maven { url = uri(providers.gradleProperty("staging").get()) }
    mavenCentral()
}

java {
    toolchain { languageVersion = JavaLanguageVersion.of(25) }
}

dependencies {
    implementation(platform("dev.sexton:sexton-bom:${providers.gradleProperty("sexton").get()}"))
    implementation("dev.sexton:sexton-coroutine")
    implementation("dev.sexton:sexton-foreign")
    implementation("dev.sexton:sexton-micrometer")
    testImplementation("dev.sexton:sexton-junit")
    testImplementation("org.junit.jupiter:junit-jupiter:${providers.gradleProperty("junit").get()}")
    testRuntimeOnly("org.junit.platform:junit-platform-launcher:${providers.gradleProperty("junit").get()}")
}

tasks.test {
    useJUnitPlatform()
}
