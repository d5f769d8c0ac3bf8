package dev.sexton.benchmarks;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main class. */
@Command(name = "sexton", mixinStandardHelpOptions = true, description = "Sexton beside its rivals.")
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    private Main() {}

    /**
     * Runs the command and exits with its code: 0 if all is well, 1 if a bar is missed or a measurement fails, 2 for a wrong
     * call.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true"); // plots go into files
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .addSubcommand(new BenchCommand())
                .setParameterExceptionHandler(Main::inOneLine)
                .setExecutionExceptionHandler(Main::hasFailed);
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Say what to do: sexton bench");
    }

    private static int inOneLine(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        command.getErr().println(name + ": " + message + " (" + name + " --help shows what it takes)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int hasFailed(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        String causes = Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(Throwable::toString)
                .collect(Collectors.joining(", because of "));
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + causes);
        return ExitCode.SOFTWARE;
    }
}
