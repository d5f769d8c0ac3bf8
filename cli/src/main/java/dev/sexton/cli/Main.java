package dev.sexton.cli;

import dev.sexton.cli.doctor.DoctorCommand;
import dev.sexton.cli.examples.demo.DemoCommand;
import dev.sexton.cli.examples.fringe.FringeCommand;
import dev.sexton.cli.top.TopCommand;
import picocli.CommandLine;

/** The entry point of the command line. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and exits with its code: 0 if all is well, 1 if the command found something wrong, 2 for a wrong call.
     *
     * @param args the command and its options
     */
    public static void main(String[] args) {
        System.exit(commandLine(new DemoCommand(), new FringeCommand(), new TopCommand(), new DoctorCommand())
                .execute(args));
    }

    /**
     * Makes the command line.
     *
     * @param commands the subcommands
     * @return the command, which reports a wrong call in one line
     */
    public static CommandLine commandLine(Object... commands) {
        CommandLine sexton = new CommandLine(new SextonCommand());
        for (Object command : commands) {
            sexton.addSubcommand(command);
        }
        return sexton.setParameterExceptionHandler(Main::inOneLine);
    }

    /** Reports a wrong call in one line: picocli would print the whole usage after the message, which would scroll away. */
    private static int inOneLine(CommandLine.ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        String message = String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        command.getErr().println(name + ": " + message + " (" + name + " --help shows what it takes)");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
