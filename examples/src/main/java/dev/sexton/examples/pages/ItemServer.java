package dev.sexton.examples.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Something to fetch from: items, one a line, ten a page, and in the header {@code Next} where there are more. */
final class ItemServer implements AutoCloseable {
    static final int PAGE = 10;

    private final HttpServer server;
    private final int items;
    private final AtomicInteger requests = new AtomicInteger();

    private ItemServer(HttpServer server, int items) {
        this.server = server;
        this.items = items;
    }

    static ItemServer start(int items) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ItemServer server = new ItemServer(http, items);
        http.createContext("/items", server::answer);
        http.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String query = exchange.getRequestURI().getQuery();
            int from = query == null ? 0 : Integer.parseInt(query.substring("from=".length()));
            int to = Math.min(from + PAGE, items);
            if (to < items) {
                exchange.getResponseHeaders().set("Next", "/items?from=" + to);
            }
            byte[] body = IntStream.range(from, to)
                    .mapToObj(i -> "item " + i)
                    .collect(Collectors.joining("\n"))
                    .getBytes(UTF_8);
            exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    URI uri() {
        return URI.create("http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/items");
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
