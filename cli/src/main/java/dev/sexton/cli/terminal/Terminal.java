package dev.sexton.cli.terminal;

import java.io.Console;

/** Tells whether the output goes to a terminal. */
public final class Terminal {
    private Terminal() {}

    /**
     * Returns whether there is a terminal.
     *
     * @return whether the output goes to one
     */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 is back at null where there is no terminal
    public static boolean isThere() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
