// needs org.apache.tomcat.embed:tomcat-embed-core:11.0.27
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.WeakHashMap;
import javax.tools.ToolProvider;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * Deploys web applications, uses and undeploys them. Planted: a map of the server, by class loader, whose values are an instance of the
 * application's, a class, a child loader; an application that leaves a thread-local behind. One application remains deployed.
 */
public final class TomcatApps {
    /** The server's view of each application. */
    public static final Map<ClassLoader, Object> BY_LOADER = new WeakHashMap<>();

    private static final String SOURCE = """
            import jakarta.servlet.http.*;
            public class App extends HttpServlet {
                static final byte[] STATE = new byte[100_000];
                static final ThreadLocal<Object> CURRENT = new ThreadLocal<>();
                static class Used { final long since = System.nanoTime(); }
                @Override protected void doGet(HttpServletRequest request, HttpServletResponse response) throws java.io.IOException {
                    Object used = new Used();
                    switch (request.getContextPath()) {
                        case "/instance", "/deployed" -> TomcatApps.BY_LOADER.put(App.class.getClassLoader(), used);
                        case "/class" -> TomcatApps.BY_LOADER.put(App.class.getClassLoader(), Used.class);
                        case "/child" -> TomcatApps.BY_LOADER.put(App.class.getClassLoader(), TomcatApps.child(App.class.getClassLoader()));
                        case "/local" -> CURRENT.set(used);
                        default -> { }
                    }
                    response.getWriter().println("app at " + request.getContextPath());
                }
            }
            """;

    /** Called by the applications. */
    public static ClassLoader child(ClassLoader parent) {
        return new URLClassLoader(new URL[0], parent);
    }

    public static void main(String[] args) throws Exception {
        Path base = Files.createTempDirectory("corpus-tomcat");
        Path application = Files.createDirectories(base.resolve("webapps/app/WEB-INF/classes"));
        Path source = Files.writeString(base.resolve("App.java"), SOURCE);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", application.toString(), "-cp", System.getProperty("java.class.path"), source.toString());
        if (failed != 0) {
            throw new AssertionError("the application does not compile");
        }
        Tomcat tomcat = new Tomcat();
        tomcat.setBaseDir(base.toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.start();
        String directory = base.resolve("webapps/app").toString();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (String path : new String[] {"/instance", "/class", "/child", "/local", "/innocent"}) {
                Context context = use(tomcat, client, path, directory);
                context.stop();
                tomcat.getHost().removeChild(context);
                context.destroy();
            }
            use(tomcat, client, "/deployed", directory);
            Dump.to(args[0], tomcat);
        }
    }

    private static Context use(Tomcat tomcat, HttpClient client, String path, String directory) throws Exception {
        Context context = tomcat.addContext(path, directory);
        context.setParentClassLoader(TomcatApps.class.getClassLoader());
        Tomcat.addServlet(context, "app", "App");
        context.addServletMappingDecoded("/*", "app");
        for (int i = 0; i < 20; i++) {
            Dump.get(client, tomcat.getConnector().getLocalPort(), path + "/" + i, "app at " + path);
        }
        return context;
    }
}
