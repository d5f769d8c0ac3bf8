// needs org.eclipse.jetty:jetty-server:12.1.14
// needs org.slf4j:slf4j-nop:2.0.17
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/** A server that answers 50 requests. Planted: the first 5 leave a thread-local behind that their own value holds. */
final class JettyRequests {
    static final class Context {
        final ThreadLocal<Context> current = new ThreadLocal<>();
        final byte[] body = new byte[10_000];
    }

    static final class Hello extends Handler.Abstract {
        private int answered;

        @Override
        public synchronized boolean handle(Request request, Response response, Callback callback) {
            if (answered++ < 5) {
                Context context = new Context();
                context.current.set(context);
            }
            Content.Sink.write(response, true, "hello " + request.getHttpURI().getPath(), callback);
            return true;
        }
    }

    public static void main(String[] args) throws Exception {
        Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
        server.setHandler(new Hello());
        server.start();
        int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
        List<HttpClient> clients = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            HttpClient client = HttpClient.newHttpClient();
            clients.add(client);
            for (int k = 0; k < 10; k++) {
                Dump.get(client, port, "/" + i + "/" + k, "hello /" + i + "/" + k);
            }
        }
        Dump.to(args[0], server, clients);
    }
}
