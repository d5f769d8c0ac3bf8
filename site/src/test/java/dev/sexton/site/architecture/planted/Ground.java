package dev.sexton.site.architecture.planted;

import dev.sexton.site.architecture.planted.attic.Roof;

/** Stands for a type of an API. */
public record Ground(Roof roof) {}
