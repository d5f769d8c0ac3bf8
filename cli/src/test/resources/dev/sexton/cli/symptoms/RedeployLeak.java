import java.io.InputStream;
import java.util.Map;
import java.util.WeakHashMap;

/** A server keeps one object of each application, by its class loader, weakly. The object holds the loader by its class. */
class RedeployLeak {
    static final Map<ClassLoader, Object> APPLICATIONS = new WeakHashMap<>();

    public static final class Application {
        static final byte[] STATE = new byte[1_000_000];
    }

    static final class ApplicationLoader extends ClassLoader {
        ApplicationLoader(String name) {
            super(name, RedeployLeak.class.getClassLoader());
        }

        Object deploy() throws Exception {
            try (InputStream in = RedeployLeak.class.getClassLoader().getResourceAsStream("RedeployLeak$Application.class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass("RedeployLeak$Application", bytes, 0, bytes.length)
                        .getDeclaredConstructor()
                        .newInstance();
            }
        }
    }

    public static void main(String[] args) throws Exception {
        for (int i = 0; i < 3; i++) {
            ApplicationLoader loader = new ApplicationLoader("shop.war");
            APPLICATIONS.put(loader, loader.deploy());
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {}
    }
}
