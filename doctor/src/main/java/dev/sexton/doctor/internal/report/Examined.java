package dev.sexton.doctor.internal.report;

import java.util.List;

/** The result of an examination: how many objects there are, how many references were examined, and what was found. */
public record Examined(int objects, int references, List<Found> found) {}
