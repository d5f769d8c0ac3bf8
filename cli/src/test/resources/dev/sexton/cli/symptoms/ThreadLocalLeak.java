import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A request's context refers to the ThreadLocal that holds it; the pool's thread outlives the request. */
class ThreadLocalLeak {
    static final class Request {
        final ThreadLocal<Request> current = new ThreadLocal<>();
        final byte[] body = new byte[100_000];

        void handle() {
            current.set(this); // and no remove()
        }
    }

    public static void main(String[] args) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        for (int i = 0; i < 5; i++) {
            pool.submit(() -> new Request().handle()).get();
        }
        System.out.println("ready");
        while (System.in.read() >= 0) {}
    }
}
