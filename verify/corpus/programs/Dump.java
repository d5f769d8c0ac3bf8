import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The code that the programs have in common. */
final class Dump {
    static final Cleaner CLEANER = Cleaner.create();

    private Dump() {}

    /** Dumps the reachable objects, while these are in use, and ends the program. */
    static void to(String file, Object... inUse) throws Exception {
        new File(file).delete();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file, true);
        Reference.reachabilityFence(inUse);
        System.exit(0);
    }

    /** Asks a server on this machine for a page, and throws unless it has this in it. */
    static void get(HttpClient client, int port, String path, String expected) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        if (!body.contains(expected)) {
            throw new AssertionError(path + ": " + body);
        }
    }
}
