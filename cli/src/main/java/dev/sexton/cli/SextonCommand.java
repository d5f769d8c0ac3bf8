package dev.sexton.cli;

import dev.sexton.coroutine.Coroutine;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself, which does nothing without one of its subcommands. */
@Command(
        name = "sexton",
        description = "Go's cleanups and coroutines for the JVM, at work on real input.",
        mixinStandardHelpOptions = true,
        versionProvider = SextonCommand.Version.class)
final class SextonCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create(); // replaced by picocli

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing, for example: sexton demo");
    }

    /** Reads the version from the jar's manifest, which the build writes. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SextonCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "sexton " + (version == null ? "(not packaged)" : version),
                "Java " + System.getProperty("java.runtime.version"),
                "picocli " + CommandLine.VERSION,
                "coroutines on the backend \"" + Coroutine.backend() + "\""
            };
        }
    }
}
