package dev.sexton.examples.readme;

import dev.sexton.coroutine.Coroutine;
import dev.sexton.coroutine.OsThread;
import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Seq;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

final class UsingCoroutines {
    private UsingCoroutines() {}

    /** Returns the values of one sequence, taken in all the ways there are. */
    static List<List<String>> takeAll(Seq<String> seq, Stream<String> stream) {
        Pull<String> confined = Pull.of(seq); // belongs to the thread that first advances it: the fastest
        Pull<String> detached = Pull.detached(seq); // runs on its own thread: any thread may advance it, one at a time
        Pull<String> ahead = Pull.readAhead(seq, 64); // runs up to 64 values ahead: for sources without side effects
        Pull<String> lazy = Seq.of(stream).pull(); // lazy through flatMap, too
        Stream<String> values = seq.stream(); // closing the stream closes the pull
        return List.of(rest(confined), rest(detached), rest(ahead), rest(lazy), values.toList());
    }

    private static List<String> rest(Pull<String> pull) {
        List<String> values = new ArrayList<>();
        pull.forEachRemaining(values::add);
        return values;
    }

    static List<String> bothDirections() {
        Coroutine<Integer, String> talk = Coroutine.of((first, self) -> "then " + self.yield("first " + first));
        List<String> said = new ArrayList<>();
        while (talk.resume(said.size())) {
            said.add(talk.value());
        }
        return said;
    }

    static MethodHandle locked(MethodHandle upcall) {
        OsThread.lock(); // this thread keeps its OS thread; a virtual thread is pinned to its carrier
        try {
            MethodHandle target =
                    OsThread.callback(upcall); // the target of an upcall, which counts as a callback from native code
            return target;
        } finally {
            OsThread.unlock();
        }
    }
}
