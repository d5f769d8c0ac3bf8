package blackbox;

import dev.sexton.cleanup.CleanupRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;

/** Uses the library from outside its packages, so that the library can be a module, and records what it does if that is possible. */
public final class Client {
    private Client() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(CleanupRuntime.class.getModule());
        if (ModuleLayer.boot().findModule("jdk.jfr").isPresent()) {
            System.out.println("recorded: " + Recorder.recordUse());
        } else {
            use();
            System.out.println("no recorder");
        }
    }

    private static void use() throws Exception {
        try (CleanupRuntime runtime = CleanupRuntime.builder().build()) {
            runtime.add(new Object(), () -> {});
            runtime.reclaim(Duration.ofMinutes(1));
            System.out.println("executed: " + runtime.stats().executed());
        }
    }

    private static final class Recorder {
        static boolean recordUse() throws Exception {
            Path file = Files.createTempFile("recording", ".jfr");
            try (Recording recording = new Recording()) {
                recording.enable("dev.sexton.cleanup.Registration").with("oneIn", "1");
                recording.start();
                use();
                recording.dump(file);
                return RecordingFile.readAllEvents(file).stream()
                        .anyMatch(event -> event.getEventType().getName().equals("dev.sexton.cleanup.Registration"));
            } finally {
                Files.delete(file);
            }
        }
    }
}
