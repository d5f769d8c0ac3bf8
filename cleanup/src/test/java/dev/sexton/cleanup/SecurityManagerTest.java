package dev.sexton.cleanup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Under a SecurityManager, which JDKs up to 23 have, the library works for callers without permissions, or says that it does not. */
class SecurityManagerTest {
    @TempDir
    Path directory;

    @BeforeEach
    void onlyOnAJdkThatHasOne() {
        assumeTrue(ChildJvm.supports(List.of("-Djava.security.manager")), "this JDK has no SecurityManager");
    }

    @Test
    void itWorksForCallersWithoutPermissions() throws Exception {
        ChildJvm.Result run = runWith("permission java.security.AllPermission;", Uses.class);
        assertThat(run.output()).contains("captures: IllegalArgumentException", "ran: true", "own: true");
        assertThat(run.output()).contains("ran at exit");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void withoutPermissionsOfItsOwnItSaysSoInOneSentence() throws Exception {
        ChildJvm.Result run = runWith("permission java.lang.RuntimePermission \"modifyThread\";", Refused.class);
        assertThat(run.output())
                .containsOnlyOnce("A SecurityManager does not grant java.security.AllPermission")
                .contains("ISE", "IllegalStateException");
        assertThat(run.exitCode()).isZero();
    }

    /** The library has the given permissions; the caller, whose classes stand apart, has none. */
    private ChildJvm.Result runWith(String permissions, Class<?> main) throws Exception {
        Path caller = directory.resolve("caller");
        Path classes =
                Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI());
        String prefix = SecurityManagerTest.class.getSimpleName() + "$";
        Path target = caller.resolve("dev/sexton/cleanup");
        Files.createDirectories(target);
        try (Stream<Path> files = Files.list(classes.resolve("dev/sexton/cleanup"))) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .collect(Collectors.toList())) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
        }
        Path library = Path.of(CleanupRuntime.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path policy = Files.writeString(
                directory.resolve("policy"), "grant codeBase \"" + library.toUri() + "-\" { " + permissions + " };\n");
        return ChildJvm.run(
                List.of(
                        "-Djava.security.manager",
                        "-Djava.security.policy==" + policy,
                        "-cp",
                        caller + File.pathSeparator + library),
                main);
    }

    static final class Uses {
        public static void main(String[] arguments) throws Exception {
            Object object = new Object();
            try {
                Cleanups.add(object, object::notifyAll);
            } catch (IllegalArgumentException e) {
                System.out.println("captures: " + e.getClass().getSimpleName());
            }
            boolean[] ran = new boolean[2];
            register(ran);
            System.out.println("reclaimed: " + Cleanups.runtime().reclaim(Duration.ofSeconds(30)));
            System.out.println("ran: " + ran[0]);
            CleanupRuntime own = CleanupRuntime.builder()
                    .runAtExit(Duration.ofSeconds(10))
                    .trackSites()
                    .build();
            own.add(object, () -> System.out.println("ran at exit"));
            own.add(new Object(), flags -> flags[1] = true, ran);
            System.out.println("reclaimed: " + own.reclaim(Duration.ofSeconds(30)));
            System.out.println("own: " + ran[1]);
        }

        private static void register(boolean[] ran) {
            Cleanups.add(new Object(), flags -> flags[0] = true, ran);
        }
    }

    static final class Refused {
        public static void main(String[] arguments) {
            try {
                Cleanups.add(new Object(), () -> {});
            } catch (IllegalStateException e) {
                System.out.println("ISE: " + e);
            }
        }
    }
}
