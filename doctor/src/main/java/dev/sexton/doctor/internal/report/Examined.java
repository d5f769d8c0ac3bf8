package dev.sexton.doctor.internal.report;

import dev.sexton.doctor.Gap;
import java.util.List;

/** The result of an examination: how many objects there are, how many references were examined, what was found and what is missing. */
public record Examined(int objects, int references, List<Found> found, List<Gap> gaps) {}
