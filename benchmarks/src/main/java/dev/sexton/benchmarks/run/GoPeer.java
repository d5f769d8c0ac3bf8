package dev.sexton.benchmarks.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's own runtime, where there is a go of 1.24 or later on the PATH. */
public final class GoPeer {
    private static final Pattern VERSION = Pattern.compile("go(1)\\.(\\d+)[^ ]*");
    private static final int LEAST_MINOR = 24;

    private final Optional<Path> program;
    private final String state;

    private GoPeer(Optional<Path> program, String state) {
        this.program = program;
        this.state = state;
    }

    /**
     * Builds the program.
     *
     * @param sources where it is
     * @param target where it is to go
     * @return the peer, which says of itself if it cannot run
     */
    public static GoPeer build(Path sources, Path target) {
        if (!Files.isDirectory(sources)) {
            return new GoPeer(Optional.empty(), "not run: its sources are not in " + sources);
        }
        try {
            Matcher version = VERSION.matcher(output(sources, "go", "version"));
            if (!version.find() || Integer.parseInt(version.group(2)) < LEAST_MINOR) {
                return new GoPeer(Optional.empty(), "not run: the go on the PATH is older than 1." + LEAST_MINOR);
            }
            Path program = Files.createDirectories(target).resolve("go-peer").toAbsolutePath();
            output(sources, "go", "build", "-o", program.toString(), ".");
            return new GoPeer(Optional.of(program), version.group());
        } catch (IOException noGo) {
            return new GoPeer(Optional.empty(), "not run: " + noGo.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new GoPeer(Optional.empty(), "not run: interrupted");
        }
    }

    /**
     * Its version, or why there is none.
     *
     * @return a few words
     */
    public String state() {
        return state;
    }

    boolean isThere() {
        return program.isPresent();
    }

    /** A run of one of its modes, which prints figures as a probe does. */
    Run run(String label, double seconds, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.orElseThrow().toString());
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new OfGo(label + ": Go", seconds, command);
    }

    private static String output(Path directory, String... command) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException notFound) {
            throw new IOException("there is no go on the PATH", notFound);
        }
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException("it could not be built (" + output.strip() + ")");
        }
        return output;
    }

    private record OfGo(String label, double seconds, List<String> command) implements Run {
        @Override
        public void measure(Probe.Figures figures) throws IOException, InterruptedException {
            Child.run(command, figures);
        }
    }
}
