package dev.sexton.cli.examples.fringe;

import dev.sexton.cli.examples.files.Directories;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sexton fringe}: reads the command line, compares, and prints the first difference. */
@Command(
        name = "fringe",
        description = {
            "Compares two directory trees: names, kinds, contents and the targets of links. Each is walked by recursion, and"
                    + " the two walks are pulled in lockstep up to the first difference. Links are not followed.",
            "Exit code: 0 if the trees are the same, 1 if they differ, 2 for a wrong call."
        },
        mixinStandardHelpOptions = true)
public final class FringeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Parameters(index = "0", paramLabel = "DIR1", description = "One directory.")
    private String one = "";

    @Parameters(index = "1", paramLabel = "DIR2", description = "The other directory.")
    private String other = "";

    /** Creates the command. */
    public FringeCommand() {}

    @Override
    public Integer call() {
        Path left = directory(one);
        Path right = directory(other);
        try {
            Optional<String> difference = new Fringe(left, right, Directories::list).firstDifference();
            difference.ifPresent(spec.commandLine().getOut()::println);
            return difference.isPresent() ? ExitCode.SOFTWARE : ExitCode.OK;
        } catch (Fringe.UncomparableException e) {
            throw wrong(e.getMessage());
        }
    }

    private Path directory(String name) {
        try {
            return Directories.readable(name);
        } catch (Directories.UnusableException e) {
            throw wrong(e.getMessage());
        }
    }

    private ParameterException wrong(@Nullable String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
