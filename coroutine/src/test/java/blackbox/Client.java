package blackbox;

import dev.sexton.coroutine.Coroutine;
import dev.sexton.coroutine.OsThread;
import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Seq;

/** A program that uses the library. It prints which backend it got, what it pulled, and how locking a virtual thread went. */
public final class Client {
    private Client() {}

    public static void main(String[] args) throws InterruptedException {
        Seq<String> words = out -> {
            if (out.yield("pulled")) {
                out.yield("twice");
            }
        };
        try (Pull<String> pull = words.pull()) {
            System.out.println(Coroutine.backend() + " " + pull.next() + " " + pull.next());
        }
        Thread.ofVirtual().start(Client::lock).join();
    }

    private static void lock() {
        try {
            OsThread.lock();
            OsThread.unlock();
            System.out.println("locked");
        } catch (UnsupportedOperationException e) {
            System.out.println(e.getMessage());
        }
    }
}
