package dev.sexton.cli.doctor;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A headless browser with one tab, driven by the browser's own protocol. */
final class Chromium implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;
    private static final String ANNOUNCEMENT = "DevTools listening on ws://";

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
    private final List<String> errors = new ArrayList<>();
    private int lastId;

    /** {@return the browser's file, where one is installed} */
    static Optional<Path> installed() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Chromium(Path executable, Path profile) throws Exception {
        process = new ProcessBuilder(
                        executable.toString(),
                        "--headless=new",
                        "--no-sandbox", // root has none, and nothing is opened but our own page
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        socket = client.newWebSocketBuilder()
                .buildAsync(tab(address()), new Listener())
                .get(LIMIT_SECONDS, SECONDS);
        for (String domain : List.of("Page", "Runtime", "Log")) {
            call(domain + ".enable", new JsonObject());
        }
    }

    /** Reads on until the browser says where it listens. Its later output is read as well, or it would stop. */
    private String address() throws IOException {
        BufferedReader output = process.inputReader();
        StringBuilder printed = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(ANNOUNCEMENT)) {
                Thread.ofVirtual().start(() -> output.lines().forEach(rest -> {}));
                return line.substring(ANNOUNCEMENT.length()).split("/", 2)[0];
            }
            printed.append(line).append('\n');
        }
        throw new AssertionError("the browser did not start: " + printed);
    }

    private URI tab(String address) throws Exception {
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://" + address + "/json/list"))
                .build();
        String tabs = client.send(list, HttpResponse.BodyHandlers.ofString()).body();
        return URI.create(JsonParser.parseString(tabs).getAsJsonArray().asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(tab -> tab.get("type").getAsString().equals("page"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the browser has no tab: " + tabs))
                .get("webSocketDebuggerUrl")
                .getAsString());
    }

    /** Puts messages together and queues them. */
    private final class Listener implements WebSocket.Listener {
        private final StringBuilder parts = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            parts.append(data);
            if (last) {
                messages.add(JsonParser.parseString(parts.toString()).getAsJsonObject());
                parts.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }

    /** Opens a page in a window of this width, as it is for people who like it dark, or light. */
    void open(Path page, int width, String scheme) throws Exception {
        errors.clear();
        call("Emulation.setDeviceMetricsOverride", json("""
                {"width": %d, "height": 900, "deviceScaleFactor": 1, "mobile": %b}""".formatted(width, width < 600)));
        call("Emulation.setEmulatedMedia", json("""
                {"features": [{"name": "prefers-color-scheme", "value": "%s"}]}""".formatted(scheme)));
        call("Page.navigate", json("{\"url\": \"" + page.toUri() + "\"}"));
        evaluate(
                "new Promise(loaded => document.readyState == 'complete' ? loaded() : addEventListener('load', loaded))");
    }

    /** {@return the errors of scripts and of loading, since the page was opened} */
    List<String> errors() {
        return List.copyOf(errors);
    }

    /** {@return the value of a script's expression, or what it promises} */
    JsonElement evaluate(String expression) throws Exception {
        JsonObject parameters = new JsonObject();
        parameters.addProperty("expression", expression);
        parameters.addProperty("returnByValue", true);
        parameters.addProperty("awaitPromise", true);
        JsonObject result = call("Runtime.evaluate", parameters);
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result);
        }
        JsonElement value = result.getAsJsonObject("result").get("value");
        return value == null ? JsonNull.INSTANCE : value;
    }

    /** {@return a picture of the page from top to bottom} */
    BufferedImage picture() throws Exception {
        int width = evaluate("document.documentElement.clientWidth").getAsInt();
        int height = evaluate("document.documentElement.scrollHeight").getAsInt();
        String data = call("Page.captureScreenshot", json("""
                        {"captureBeyondViewport": true,
                         "clip": {"x": 0, "y": 0, "width": %d, "height": %d, "scale": 1}}""".formatted(width, height)))
                .get("data")
                .getAsString();
        return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(data)));
    }

    private static JsonObject json(String text) {
        return JsonParser.parseString(text).getAsJsonObject();
    }

    private JsonObject call(String method, JsonObject parameters) throws Exception {
        JsonObject message = new JsonObject();
        message.addProperty("id", ++lastId);
        message.addProperty("method", method);
        message.add("params", parameters);
        socket.sendText(message.toString(), true).get(LIMIT_SECONDS, SECONDS);
        JsonObject answer = received();
        while (!answer.has("id") || answer.get("id").getAsInt() != lastId) {
            answer = received();
        }
        if (answer.has("error")) {
            throw new AssertionError(method + ": " + answer);
        }
        return answer.getAsJsonObject("result");
    }

    private JsonObject received() throws InterruptedException {
        JsonObject message = messages.poll(LIMIT_SECONDS, SECONDS);
        if (message == null) {
            throw new AssertionError("the browser has said nothing for " + LIMIT_SECONDS + " s");
        }
        String text = message.toString();
        if (text.contains("\"Runtime.exceptionThrown\"")
                || (text.contains("\"Log.entryAdded\"") && text.contains("\"level\":\"error\""))) {
            errors.add(text);
        }
        return message;
    }

    /** Ends all of its processes, but awaits only the first: where nobody collects the others, they never count as ended. */
    @Override
    public void close() {
        process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
        client.shutdownNow();
    }
}
