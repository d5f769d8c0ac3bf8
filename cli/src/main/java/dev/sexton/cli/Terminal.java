package dev.sexton.cli;

import java.io.Console;

/** Whether somebody is looking. */
final class Terminal {
    private Terminal() {}

    @SuppressWarnings("SystemConsoleNull") // JDK 25 is back at null where there is no terminal
    static boolean isThere() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
