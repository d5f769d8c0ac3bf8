package dev.sexton.site.architecture.planted.cellar;

/** Uses a class beside it. */
public record Boiler(Pipe pipe) {}
