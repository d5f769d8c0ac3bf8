package dev.sexton.examples.pool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Something to connect to: answers each line in capitals, and counts who comes. */
final class LineServer implements AutoCloseable {
    private final ServerSocket socket;
    private final AtomicInteger connections = new AtomicInteger();

    private LineServer(ServerSocket socket) {
        this.socket = socket;
    }

    static LineServer start() throws IOException {
        LineServer server = new LineServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        Thread.ofVirtual().start(server::accept);
        return server;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // That is how it ends.
        }
    }

    private static void serve(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
                PrintWriter out = new PrintWriter(client.getOutputStream(), true, UTF_8)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                out.println(line.toUpperCase(Locale.ROOT));
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
