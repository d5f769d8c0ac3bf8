package blackbox;

import dev.sexton.coroutine.Coroutine;
import dev.sexton.coroutine.OsThread;
import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Seq;

/**
 * A program that uses the library. It prints the backend, the pulled values, and the outcome of locking a virtual thread. Its lines
 * begin with {@link #SAYS}, since the JVM may print lines as well.
 */
public final class Client {
    static final String SAYS = "client: ";

    private Client() {}

    public static void main(String[] args) throws InterruptedException {
        Seq<String> words = out -> {
            if (out.yield("pulled")) {
                out.yield("twice");
            }
        };
        try (Pull<String> pull = words.pull()) {
            say(Coroutine.backend() + " " + pull.next() + " " + pull.next());
        }
        Thread.ofVirtual().start(Client::lock).join();
    }

    private static void lock() {
        try {
            OsThread.lock();
            OsThread.unlock();
            say("locked");
        } catch (UnsupportedOperationException e) {
            say(e.getMessage());
        }
    }

    private static void say(String text) {
        System.out.println(SAYS + text);
    }
}
