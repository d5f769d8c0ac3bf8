package dev.sexton.examples.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sexton.coroutine.Pull;
import dev.sexton.examples.Output;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagesExampleTest {
    @Test
    void onlyThePagesThatAreNeededAreFetched() throws Exception {
        List<String> lines = Output.of(PagesExample::main);
        assertThat(lines.subList(0, 25))
                .isEqualTo(IntStream.range(0, 25).mapToObj(i -> "item " + i).toList());
        assertThat(lines.subList(25, lines.size()))
                .as("3 pages for 25 items; 5 more for the first that ends in 42")
                .containsExactly("requests: 3", "item 42", "requests: 8");
    }

    @Test
    void aPageIsFetchedWhenItsFirstItemIsWanted() throws Exception {
        try (ItemServer server = ItemServer.start(25);
                HttpClient client = HttpClient.newHttpClient();
                Pull<String> items = new Pages(client, server.uri()).items().pull()) {
            List<Integer> requests = new ArrayList<>();
            requests.add(server.requests());
            while (items.advance()) {
                requests.add(server.requests());
            }
            assertThat(requests).startsWith(0).hasSize(26);
            assertThat(requests.subList(1, 26))
                    .isEqualTo(IntStream.range(0, 25)
                            .mapToObj(i -> i / ItemServer.PAGE + 1)
                            .toList());
        }
    }

    @Test
    void anEmptySource() throws Exception {
        try (ItemServer server = ItemServer.start(0);
                HttpClient client = HttpClient.newHttpClient();
                Pull<String> items = new Pages(client, server.uri()).items().pull()) {
            assertThat(items.advance()).isFalse();
        }
    }

    @Test
    void whatTheServerRefusesComesOutOfTheAdvance() throws Exception {
        try (ItemServer server = ItemServer.start(25);
                HttpClient client = HttpClient.newHttpClient()) {
            URI nowhere = server.uri().resolve("/nowhere");
            try (Pull<String> items = new Pages(client, nowhere).items().pull()) {
                assertThatThrownBy(items::advance)
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessageContaining("404");
                assertThat(items.advance()).isFalse();
            }
        }
    }
}
