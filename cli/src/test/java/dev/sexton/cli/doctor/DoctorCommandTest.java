package dev.sexton.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.management.HotSpotDiagnosticMXBean;
import dev.sexton.cli.Main;
import dev.sexton.cli.Printed;
import java.lang.management.ManagementFactory;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The command on a dump of this JVM, in which there are mistakes. {@link DoctorIT} examines JVMs that run. */
class DoctorCommandTest {
    private static final Cleaner CLEANER = Cleaner.create();
    private static final String LEAKY = Leaky.class.getName();

    @TempDir
    private static Path directory;

    private static Path dump;
    private static final List<Object> KEPT = new ArrayList<>();

    private static final class Leaky {
        /** More than anything else in this JVM may have leaked: so it is the first finding. */
        private final byte[] content = new byte[1 << 20];

        private Leaky() {
            CLEANER.register(this, this::close);
        }

        private void close() {
            content[0] = 0;
        }
    }

    private static final class Kept {
        private Kept() {
            CLEANER.register(this, this::close);
        }

        private void close() {}
    }

    @BeforeAll
    static void makeADump() throws Exception {
        for (int i = 0; i < 3; i++) {
            new Leaky();
        }
        KEPT.add(new Kept());
        dump = directory.resolve("this & that.hprof");
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
    }

    @AfterAll
    static void letGo() {
        KEPT.clear();
    }

    @Test
    void saysWhoHasLeakedAndWhoWill() {
        Printed printed = doctor(dump);

        assertThat(printed.out())
                .contains("LEAKED 3 × " + LEAKY + ", ")
                .contains("  held by  lambda in " + LEAKY + " → arg$1 → " + LEAKY + "\n")
                .contains("  where    class " + DoctorCommandTest.class.getName() + " → static CLEANER → ")
                .contains("  instead  The lambda, or the method reference")
                .contains("WILL LEAK 1 × " + Kept.class.getName() + ", ")
                .contains("; will leak: 1; "); // what the JDK itself has leaked may be among the others
        assertThat(printed.err()).isEmpty();
        assertThat(printed.exit()).isEqualTo(1);
    }

    @Test
    void showsNoMoreThanIsAskedFor() {
        Printed printed = doctor(dump, "--limit", "1");

        assertThat(printed.out())
                .contains("LEAKED 3")
                .doesNotContain("WILL LEAK 1")
                .containsPattern("… and [1-9]\\d* more; --limit")
                .contains("will leak: 1"); // in the sum all the same
        assertThat(printed.exit()).isEqualTo(1);
    }

    @Test
    void writesJson() {
        Printed printed = doctor(dump, "--json");

        JsonObject report = JsonParser.parseString(printed.out()).getAsJsonObject();
        assertThat(report.keySet())
                .containsExactly(
                        "patient", "objects", "references", "leaked", "willLeak", "omitted", "gaps", "findings");
        assertThat(report.get("patient").getAsString()).isEqualTo(dump.toString());
        JsonObject leaked = finding(report.getAsJsonArray("findings"), LEAKY);
        assertThat(leaked.keySet())
                .containsExactly(
                        "kind",
                        "cause",
                        "mutual",
                        "reference",
                        "object",
                        "count",
                        "leaked",
                        "willLeak",
                        "retainedBytes",
                        "path",
                        "root",
                        "where",
                        "consequences",
                        "instead");
        assertThat(leaked.get("kind").getAsString()).isEqualTo("leaked");
        assertThat(leaked.get("count").getAsInt()).isEqualTo(3);
        assertThat(leaked.get("cause").getAsString()).isEqualTo("lambda");
        assertThat(leaked.getAsJsonArray("path").get(0)).isEqualTo(JsonParser.parseString("""
                        {"object": "lambda in %1$s", "via": "arg$1", "type": "lambda", "class": "%1$s", "name": "",
                         "link": {"type": "field", "declaringClass": "%1$s", "name": "arg$1"}}""".formatted(LEAKY)));
        assertThat(finding(report.getAsJsonArray("findings"), Kept.class.getName())
                        .get("kind")
                        .getAsString())
                .isEqualTo("will_leak");
    }

    private static JsonObject finding(JsonArray findings, String object) {
        return StreamSupport.stream(findings.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(finding -> finding.get("object").getAsString().equals(object))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void quotesWhateverANameContains() {
        String name = "\" \\ \n\t\u0000\u2028 Å 😀 </script> \ud800";

        assertThat(JsonParser.parseString(DoctorJson.string(name)).getAsString())
                .isEqualTo(name);
        assertThat(DoctorText.printable("class " + "x".repeat(60_000) + " → y"))
                .hasSizeLessThan(300)
                .endsWith("… → y");
        assertThat(DoctorText.printable("\u001b[2J" + name)).doesNotContain("\u001b", "\n", "\t", "\u0000");
        assertThat(DoctorHtml.escaped("<a href='x'>&\"\u0000\ud800"))
                .isEqualTo("&lt;a href=&#39;x&#39;&gt;&amp;&quot;??");
    }

    @Test
    void drawsAPageThatNeedsNoNetwork() throws Exception {
        Path page = directory.resolve("report.html");

        Printed printed = doctor(dump, "--html", page);

        assertThat(printed.out()).contains("LEAKED 3");
        String html = Files.readString(page);
        assertThat(html.replace("xmlns=\"http://www.w3.org/2000/svg\"", "").replace("url(#", ""))
                .doesNotContain("http", "src=", "@import", "url(");
        Document document = parse(html);
        assertThat(texts(document.getElementsByTagName("code")))
                .contains(dump.toString(), LEAKY, "lambda in " + LEAKY + " → arg$1 → " + LEAKY);
        assertThat(texts(document.getElementsByTagName("text")))
                .contains(
                        "jdk.internal.ref.CleanerImpl$PhantomCleanableRef",
                        "holds",
                        "lambda in " + LEAKY,
                        "arg$1",
                        LEAKY,
                        "waits for");
        assertThat(document.getElementsByTagName("svg").getLength()).isGreaterThanOrEqualTo(2);
    }

    /** The page is well-formed XML but for its first line, which makes it HTML. */
    private static Document parse(String html) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new org.xml.sax.InputSource(new java.io.StringReader(html.replace("<!DOCTYPE html>", ""))));
    }

    private static List<String> texts(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> nodes.item(i).getTextContent())
                .toList();
    }

    @Test
    void refusesWhatIsNoDump() throws Exception {
        doctor(directory.resolve("missing.hprof")).isRefusedWith("missing.hprof", "does not exist");
        doctor(directory).isRefusedWith("is not a file");
        doctor(Files.writeString(directory.resolve("text"), "to be or not to be"))
                .isRefusedWith("not a heap dump");
        doctor(Files.write(directory.resolve("empty"), new byte[0])).isRefusedWith("not a heap dump");
        byte[] half = Arrays.copyOf(Files.readAllBytes(dump), (int) Files.size(dump) / 2);
        doctor(Files.write(directory.resolve("half"), half)).isRefusedWith("damaged or incomplete", "make another one");
        byte[] compressed = {0x1f, (byte) 0x8b, 8, 0};
        doctor(Files.write(directory.resolve("dump.gz"), compressed))
                .isRefusedWith("damaged or incomplete", "unpacked");
    }

    /** The report is there all the same. */
    @Test
    void saysThatThePageCannotBeWritten() {
        Printed printed = doctor(dump, "--html", directory.resolve("no/such/directory/page.html"));

        assertThat(printed.out()).contains("LEAKED 3").contains("will leak: 1; ");
        assertThat(printed.err().lines())
                .singleElement()
                .asString()
                .contains("page.html: its directory does not exist")
                .doesNotContain("page.html: " + directory);
        assertThat(printed.exit()).isEqualTo(2);
        assertThat(doctor(dump, "--html", directory).err())
                .contains("cannot be written")
                .doesNotContain("null");
    }

    @Test
    void theHelpHasNoEmptyDefaults() {
        assertThat(doctor("--help").out()).contains("20 by default").doesNotContain("Default:");
    }

    @Test
    void refusesWrongCalls() throws Exception {
        doctor(dump, "--limit", "0").isRefusedWith("--limit is 0");
        Printed.by(Main.commandLine(new DoctorCommand()), "doctor").isRefusedWith("DUMP|PID");
    }

    @Test
    void refusesProcessesThatCannotBeExamined() throws Exception {
        doctor("0").isRefusedWith("there is no process 0");
        doctor("2147483646").isRefusedWith("there is no process 2147483646");
        doctor("99999999999999999999").isRefusedWith("there is no process");
        Process sleep = new ProcessBuilder("sleep", "100").start();
        try {
            doctor(sleep.pid()).isRefusedWith("process " + sleep.pid(), "not a HotSpot JVM");
            assertThat(sleep.isAlive()).isTrue();
        } finally {
            sleep.destroy();
        }
    }

    private static Printed doctor(Object... arguments) {
        String[] strings = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        String[] command = new String[strings.length + 1];
        command[0] = "doctor";
        System.arraycopy(strings, 0, command, 1, strings.length);
        return Printed.by(Main.commandLine(new DoctorCommand()), command);
    }
}
