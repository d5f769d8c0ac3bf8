package dev.sexton.benchmarks.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One probe in a JVM of its own.
 *
 * @param java the JVM
 * @param probe what it runs
 * @param label what the progress line calls it
 * @param arguments of the probe; it is told beside them where its JVM logs its collections
 * @param jvmArguments of the JVM
 * @param seconds it takes, about
 */
record ProbeRun(
        Path java,
        Class<? extends Probe> probe,
        String label,
        Arguments arguments,
        List<String> jvmArguments,
        double seconds)
        implements Run {
    @Override
    public String flags() {
        return String.join(" ", jvmArguments);
    }

    @Override
    public void measure(Probe.Figures figures) throws IOException, InterruptedException {
        Path log = Files.createTempFile("sexton-bench", ".gc");
        try {
            Child.run(command(log), figures);
        } finally {
            Files.delete(log);
        }
    }

    private List<String> command(Path log) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(jvmArguments);
        command.add("-Xlog:gc:file=" + log + "::filecount=0");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Fork.class.getName(), probe.getName()));
        command.addAll(arguments.words());
        command.add("log=" + log);
        return command;
    }
}
