package dev.sexton.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** The output of an example that is run as a reader would run it. */
public final class Output {
    /** An example's main method. */
    @FunctionalInterface
    public interface Main {
        void run(String[] arguments) throws Exception;
    }

    private Output() {}

    public static List<String> of(Main main) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            main.run(new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString(UTF_8).lines().toList();
    }
}
