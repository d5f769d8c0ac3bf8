package dev.sexton.cli.top;

import java.io.IOException;
import java.util.List;

/** The source of the readings that {@code top} shows. */
interface RuntimeSource {
    /** Returns one reading of each runtime, ordered by name. Throws if the JVM is gone. */
    List<RuntimeReading> read() throws IOException;
}
