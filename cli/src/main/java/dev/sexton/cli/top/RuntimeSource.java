package dev.sexton.cli.top;

import java.io.IOException;
import java.util.List;

/** Where {@code top} gets its readings from. */
interface RuntimeSource {
    /** One reading of each runtime, by name. Fails if the JVM is gone. */
    List<RuntimeReading> read() throws IOException;
}
