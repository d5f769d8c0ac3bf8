/**
 * The mechanism. {@link dev.sexton.doctor.internal.OpenDump} is the door; read on from there in the order in which the data
 * flows:
 *
 * <pre>
 * MappedFile → HprofReader → ObjectIndex, ClassTable, Roots → Heap → Edges
 *                                                               │
 *              Suspects → Marking ⇄ Cycles → PathSearch → Words │→ Finding
 *                                            RootSearch → Words │→ RootPath
 * </pre>
 */
@NullMarked
package dev.sexton.doctor.internal;

import org.jspecify.annotations.NullMarked;
