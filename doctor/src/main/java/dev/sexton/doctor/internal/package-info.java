/**
 * The mechanism. {@link dev.sexton.doctor.internal.OpenDump} is the door. The packages stand in the order in which the data flows;
 * each knows only those on its left:
 *
 * <pre>
 * primitives    reading               graph                        report
 *
 * IntStack      MappedFile            Heap, Edges                  Examination
 * LongIntMap    HprofReader           Candidates, Graph, Cycles    Groups, Causes, Retained
 * …             ObjectIndex           Marking                      PathSteps
 *               ClassTable, Roots     PathSearch, RootSearch
 * </pre>
 */
@NullMarked
package dev.sexton.doctor.internal;

import org.jspecify.annotations.NullMarked;
