package dev.sexton.examples.pages;

import dev.sexton.coroutine.Seq;
import dev.sexton.coroutine.Yield;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The items of a paged source, as one sequence: two plain loops. A page is fetched when its first item is wanted. */
final class Pages {
    private final HttpClient client;
    private final URI first;

    Pages(HttpClient client, URI first) {
        this.client = client;
        this.first = first;
    }

    Seq<String> items() {
        return this::pushItems;
    }

    private void pushItems(Yield<? super String> out) {
        for (URI page = first; page != null; ) {
            HttpResponse<String> response = fetch(page);
            List<String> items = response.body().lines().toList();
            for (String item : items) {
                if (!out.yield(item)) {
                    return; // no more are wanted: the next page is never fetched
                }
            }
            page = next(page, response);
        }
    }

    private static @Nullable URI next(URI page, HttpResponse<String> response) {
        return response.headers().firstValue("Next").map(page::resolve).orElse(null);
    }

    private HttpResponse<String> fetch(URI page) {
        try {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException(page + " answers " + response.statusCode());
            }
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("interrupted while fetching " + page));
        }
    }
}
