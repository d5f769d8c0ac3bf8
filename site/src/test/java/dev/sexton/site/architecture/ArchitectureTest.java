package dev.sexton.site.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.sexton.site.architecture.planted.Ground;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the order of modules and packages that ARCHITECTURE.md draws with the class files. */
class ArchitectureTest {
    private static final Path REPOSITORY = Path.of("..");

    /** The classes that make the API's types, and that they use: these rings are meant to be. */
    private static final Map<String, Set<String>> MAKERS = Map.of(
            "coroutine", Set.of("dev.sexton.coroutine.internal.Coroutines", "dev.sexton.coroutine.internal.Sequences"));

    private static final String PLANTED = Ground.class.getPackageName();

    @ParameterizedTest
    @ValueSource(strings = {"cleanup", "foreign", "coroutine", "micrometer", "junit", "doctor", "cli"})
    void packagesKnowOnlyThoseToTheRightOfThem(String module) throws IOException {
        assertThat(read(module).violations(floors().getOrDefault(module, new Floors(Map.of()))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cleanup", "foreign", "coroutine", "micrometer", "junit", "doctor", "cli"})
    void noMoreThanTwoClassesAreARing(String module) {
        assertThat(read(module).rings(MAKERS.getOrDefault(module, Set.of()))).isEmpty();
    }

    @Test
    void modulesKnowOnlyThoseToTheRightOfThem() throws IOException {
        Floors modules = floors().get("modules");
        assertThat(modules.names())
                .containsExactlyInAnyOrder("cleanup", "foreign", "coroutine", "micrometer", "junit", "doctor", "cli");
        Map<String, Set<String>> used = new TreeMap<>();
        modules.names().forEach(module -> used.put(module, usedBy(module)));
        assertThat(modules.idleArrows(used)).isEmpty();
        used.forEach((module, others) ->
                assertThat(others).as("used by %s", module).allMatch(other -> modules.allow(module, other)));
    }

    @Test
    void anArrowThatStandsForNoUseIsFound() {
        Floors drawn = Floors.in("modules: cli → junit → doctor").get("modules");
        assertThat(drawn.idleArrows(Map.of("cli", Set.of("doctor"), "junit", Set.of("doctor"))))
                .isEqualTo(Map.of("cli", Set.of("junit")));
    }

    @Test
    void aUseAgainstTheArrowsIsFound() {
        assertThat(planted("attic → cellar"))
                .containsExactly(
                        PLANTED + ".cellar.Pipe uses " + PLANTED + ".attic.Roof, which is not to the right of it");
    }

    @Test
    void aUseThatNoArrowsLeadToIsFound() {
        assertThat(planted("planted → attic\nplanted: planted → cellar"))
                .containsExactly(
                        PLANTED + ".attic.Roof uses " + PLANTED + ".cellar.Boiler, which is not to the right of it",
                        PLANTED + ".cellar.Pipe uses " + PLANTED + ".attic.Roof, which is not to the right of it");
    }

    @Test
    void aPackageThatIsNotDrawnIsFound() {
        assertThat(planted("attic")).contains("the package cellar of " + PLANTED + " is not in ARCHITECTURE.md");
    }

    @Test
    void aPackageThatIsNotThereIsFound() {
        assertThat(planted("attic → cellar → garden"))
                .contains("ARCHITECTURE.md shows a package garden that " + PLANTED + " does not have");
    }

    @Test
    void aRingOfThreeClassesIsFound() {
        assertThat(plantedModule().rings(Set.of(PLANTED + ".attic.Roof")))
                .containsExactly(Set.of(PLANTED + ".attic.Roof", PLANTED + ".cellar.Boiler", PLANTED + ".cellar.Pipe"));
    }

    private static List<String> planted(String chain) {
        return plantedModule().violations(Floors.in("planted: " + chain).get("planted"));
    }

    private static ModuleClasses plantedModule() {
        return ModuleClasses.of(PLANTED, new ClassFileImporter().importPackagesOf(Ground.class));
    }

    private static Map<String, Floors> floors() throws IOException {
        return Floors.in(Files.readString(REPOSITORY.resolve("ARCHITECTURE.md")));
    }

    private static ModuleClasses read(String module) {
        return ModuleClasses.of("dev.sexton." + module, classesOf(module));
    }

    private static JavaClasses classesOf(String module) {
        Path classes = REPOSITORY.resolve(module).resolve("target/classes");
        assertThat(classes).as("build the modules first").isDirectory();
        return new ClassFileImporter().importPath(classes);
    }

    /** Returns the other modules whose classes the module uses. */
    private static Set<String> usedBy(String module) {
        Set<String> used = new TreeSet<>();
        classesOf(module)
                .forEach(user -> user.getDirectDependenciesFromSelf().forEach(dependency -> {
                    String[] name = dependency
                            .getTargetClass()
                            .getBaseComponentType()
                            .getName()
                            .split("\\.", -1);
                    if (name.length > 2
                            && name[0].equals("dev")
                            && name[1].equals("sexton")
                            && !name[2].equals(module)) {
                        used.add(name[2]);
                    }
                }));
        return used;
    }
}
