package dev.sexton.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The module as others see it. */
class ModuleTest {
    @Test
    void exportsTheApiAndNothingElse() {
        ModuleDescriptor descriptor = ModuleFinder.of(Path.of("target", "classes"))
                .find("dev.sexton.junit")
                .orElseThrow()
                .descriptor();
        assertThat(descriptor.exports())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("dev.sexton.junit");
        assertThat(descriptor.opens()).isEmpty();
    }
}
