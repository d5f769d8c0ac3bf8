package dev.sexton.coroutine.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JVM's own tools look at threads that advance coroutines: no crash, no standstill, no wrong value. */
class ToolsTest {
    private static final int SECONDS = Integer.getInteger("sexton.tools.seconds", 6);
    private static final int LIMIT_SECONDS = SECONDS + 240;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "STACK_TRACES, true",
        "STACK_TRACES, false",
        "THREAD_PRINT, true",
        "THREAD_PRINT, false",
        "HEAP_DUMP, true",
        "HEAP_DUMP, false",
        "COLLECTIONS, true",
        "COLLECTIONS, false",
        "FLIGHT_RECORDER, true",
        "FLIGHT_RECORDER, false"
    })
    void isHarmless(String tool, boolean continuations) throws Exception {
        List<String> options = options(continuations);
        if (tool.equals("FLIGHT_RECORDER")) {
            options.add("-XX:StartFlightRecording:settings=profile,filename=" + directory.resolve("recording.jfr"));
        }
        Process program = start(tool, options);
        try (BufferedReader said = program.inputReader(StandardCharsets.UTF_8)) {
            String output = assertEnds(program, said);
            assertThat(output).containsPattern("[0-9]{3,} advances, [1-9][0-9]* uses of " + tool);
        } finally {
            program.destroyForcibly();
        }
    }

    /** The twin of the first: it is why a virtual thread's coroutines run on threads of their own. */
    @Test
    void aCoroutineOfALockedVirtualThreadIsWhatCrashesTheJvm() throws Exception {
        assumeThat(Runtime.version().feature()).as("the JDK with the bug").isEqualTo(25);
        List<String> options = options(true);
        options.add("-XX:-CreateCoredumpOnCrash");
        Process program = start("STACK_TRACES_OF_LOCKED_THREADS", options);
        try (BufferedReader said = program.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.lines()).anyMatch(line -> line.contains("SIGSEGV"));
            assertThat(program.waitFor()).isNotZero();
        } finally {
            program.destroyForcibly();
        }
    }

    /** A breakpoint in a consumer, and steps from there through advances. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aDebuggerStepsThroughAdvances(boolean continuations) throws Exception {
        List<String> options = options(continuations);
        options.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
        Process program = start("DEBUGGER", options);
        try (BufferedReader said = program.inputReader(StandardCharsets.UTF_8)) {
            Matcher address = Pattern.compile("address: (\\d+)").matcher(said.readLine());
            assertThat(address.find()).isTrue();
            int steps = debug(address.group(1));
            assertEnds(program, said);
            assertThat(steps).isGreaterThan(20);
        } finally {
            program.destroyForcibly();
        }
    }

    /** Returns how many steps the debugger has made. */
    private int debug(String port) throws Exception {
        String jdb = Path.of(System.getProperty("java.home"), "bin", "jdb").toString();
        Process debugger = new ProcessBuilder(jdb, "-trackallthreads", "-attach", port)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        int steps = 0;
        try (var in = debugger.outputWriter(StandardCharsets.UTF_8);
                BufferedReader out = debugger.inputReader(StandardCharsets.UTF_8)) {
            in.write("stop in " + Advancing.class.getName() + "$Worker.stepHere\n");
            in.flush();
            for (String line = out.readLine(); line != null && steps < 60; line = out.readLine()) {
                if (line.contains("Breakpoint hit") || line.contains("Step completed")) {
                    steps++;
                    in.write(steps % 3 == 0 ? "step up\n" : steps % 20 == 19 ? "cont\n" : "step\n");
                    in.flush();
                }
            }
            in.write("clear " + Advancing.class.getName() + "$Worker.stepHere\nexit\n");
            in.flush();
            debugger.waitFor(30, TimeUnit.SECONDS);
        } finally {
            debugger.destroyForcibly();
        }
        return steps;
    }

    private Process start(String tool, List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                Advancing.class.getName(),
                tool,
                String.valueOf(SECONDS)));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** The program watches itself, so that it says where everything stands if it does not go on. */
    private static String assertEnds(Process program, BufferedReader said) throws InterruptedException {
        String output = said.lines().collect(Collectors.joining("\n"));
        assertThat(program.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).as(output).isZero();
        return output;
    }

    private static List<String> options(boolean continuations) {
        List<String> options = new ArrayList<>();
        if (continuations) {
            options.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
        }
        return options;
    }
}
