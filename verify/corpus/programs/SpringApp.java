// needs org.springframework.boot:spring-boot-starter-web:4.0.7
import java.net.http.HttpClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Starts an application, closes it, and starts another. Planted: 10 uploads whose cleanup is their own method. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(SpringApp.Hello.class)
public class SpringApp {
    static final class Upload {
        final byte[] content = new byte[5_000];

        Upload() {
            Dump.CLEANER.register(this, this::delete);
        }

        void delete() {}
    }

    @RestController
    static class Hello {
        @GetMapping("/hello/{name}")
        String hello(@PathVariable("name") String name) {
            return "hello " + name + new Upload().content.length;
        }
    }

    public static void main(String[] args) throws Exception {
        use().close();
        Dump.to(args[0], use());
    }

    private static ConfigurableApplicationContext use() throws Exception {
        ConfigurableApplicationContext context =
                SpringApplication.run(SpringApp.class, "--server.port=0", "--server.address=127.0.0.1");
        int port = Integer.parseInt(context.getEnvironment().getProperty("local.server.port"));
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 5; i++) {
                Dump.get(client, port, "/hello/" + i, "hello " + i);
            }
        }
        return context;
    }
}
