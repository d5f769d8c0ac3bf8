package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The module as others see it. */
class ModuleTest {
    private final ModuleFinder finder = ModuleFinder.of(Path.of("target", "classes"));

    @Test
    void exportsTheApiAndNothingElse() {
        ModuleDescriptor descriptor =
                finder.find("dev.sexton.cleanup").orElseThrow().descriptor();
        assertThat(descriptor.exports())
                .filteredOn(exports -> !exports.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("dev.sexton.cleanup");
        assertThat(descriptor.exports())
                .filteredOn(ModuleDescriptor.Exports::isQualified)
                .flatExtracting(ModuleDescriptor.Exports::targets)
                .as("friends: modules of this library")
                .containsExactly("dev.sexton.foreign");
        assertThat(descriptor.opens()).isEmpty();
        assertThat(descriptor.packages())
                .as("the mechanism")
                .allMatch(name -> name.equals("dev.sexton.cleanup") || name.startsWith("dev.sexton.cleanup.internal"));
    }

    /** Resolved with the JDK's base module alone, the API works: there is no run-time dependency. */
    @Test
    void needsNothingButTheBaseModule() throws Exception {
        Configuration configuration =
                ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of("dev.sexton.cleanup"));
        ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(configuration, null);
        Class<?> cleanups = layer.findLoader("dev.sexton.cleanup").loadClass("dev.sexton.cleanup.Cleanups");
        assertThat(cleanups.getModule().getName()).isEqualTo("dev.sexton.cleanup");
        Runnable action = () -> {};
        Object handle = cleanups.getMethod("add", Object.class, Runnable.class).invoke(null, new Object(), action);
        assertThat(handle).isNotNull();
        assertThat(configuration.findModule("dev.sexton.cleanup").orElseThrow().reads())
                .extracting(read -> read.name())
                .contains("java.base")
                .doesNotContain("org.jspecify");
    }
}
