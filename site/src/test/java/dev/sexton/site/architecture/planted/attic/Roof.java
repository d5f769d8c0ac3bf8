package dev.sexton.site.architecture.planted.attic;

import dev.sexton.site.architecture.planted.cellar.Boiler;

/** Uses a class to its right, as it may. */
public record Roof(Boiler boiler) {}
