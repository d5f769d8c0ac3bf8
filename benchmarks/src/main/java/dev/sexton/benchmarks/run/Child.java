package dev.sexton.benchmarks.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A process that prints figures. */
final class Child {
    private static final int LAST_LINES = 15;
    private static final long MINUTES = 10;

    private Child() {}

    /** Runs the command to its end. */
    static void run(List<String> command, Probe.Figures figures) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader output = process.inputReader()) {
            for (String line; (line = output.readLine()) != null; ) {
                if (line.startsWith(Fork.FIGURE)) {
                    take(line, figures);
                } else {
                    last.add(line);
                    if (last.size() > LAST_LINES) {
                        last.remove();
                    }
                }
            }
            if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IOException(String.format(
                        Locale.ROOT,
                        "A measurement has failed, so its question has no answer; its process (%s) said:%n%s",
                        String.join(" ", command),
                        String.join(System.lineSeparator(), last)));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static void take(String line, Probe.Figures figures) {
        String[] parts = line.substring(Fork.FIGURE.length()).split("\t", -1);
        figures.add(parts[0], parts[1], Double.parseDouble(parts[2]));
    }
}
