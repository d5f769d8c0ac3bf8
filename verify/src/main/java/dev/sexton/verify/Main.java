package dev.sexton.verify;

import dev.sexton.verify.soak.SoakCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main class. */
@Command(name = "sexton", description = "Looks for what is wrong with the library.", mixinStandardHelpOptions = true)
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    /** For picocli. */
    Main() {}

    /**
     * Runs one command and exits with its code: 0 if all is well, 1 if something is wrong with the library, 2 for a wrong call.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .addSubcommand(new SoakCommand())
                .setParameterExceptionHandler(Main::inOneLine);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do, for example: sexton soak --minutes 1");
    }

    /** picocli would print the whole usage after the message, and the message would scroll away. */
    private static int inOneLine(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        command.getErr().println(name + ": " + message + " (" + name + " --help shows what it takes)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
