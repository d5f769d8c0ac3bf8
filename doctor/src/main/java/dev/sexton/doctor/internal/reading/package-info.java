/** From a file in HPROF format to indexed objects, classes and roots. */
@NullMarked
package dev.sexton.doctor.internal.reading;

import org.jspecify.annotations.NullMarked;
