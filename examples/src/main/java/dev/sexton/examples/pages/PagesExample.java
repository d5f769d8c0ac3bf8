package dev.sexton.examples.pages;

import dev.sexton.coroutine.Pull;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.stream.Stream;

/** Takes 25 of a thousand items, ten to a page: three requests. */
public final class PagesExample {
    private PagesExample() {}

    /**
     * Runs the example.
     *
     * @param args none
     * @throws IOException if the server cannot be started
     */
    public static void main(String[] args) throws IOException {
        try (ItemServer server = ItemServer.start(1000);
                HttpClient client = HttpClient.newHttpClient()) {
            Pages pages = new Pages(client, server.uri());
            try (Pull<String> items = pages.items().pull()) {
                for (int i = 0; i < 25 && items.advance(); i++) {
                    System.out.println(items.value());
                }
            }
            System.out.println("requests: " + server.requests());

            try (Stream<String> items = pages.items().stream()) {
                System.out.println(
                        items.filter(item -> item.endsWith("42")).findFirst().orElseThrow());
            }
            System.out.println("requests: " + server.requests());
        }
    }
}
