package dev.sexton.benchmarks.run;

import static dev.sexton.benchmarks.coroutines.PullRivals.BY_HAND;
import static dev.sexton.benchmarks.coroutines.PullRivals.CONTINUATION;
import static dev.sexton.benchmarks.coroutines.PullRivals.HAND_OVER;
import static dev.sexton.benchmarks.coroutines.PullRivals.KOTLIN_ITERATOR;
import static dev.sexton.benchmarks.coroutines.PullRivals.KOTLIN_SEQUENCE;
import static dev.sexton.benchmarks.coroutines.PullRivals.QUEUE;
import static dev.sexton.benchmarks.coroutines.PullRivals.SEXTON;
import static dev.sexton.benchmarks.coroutines.PullRivals.SEXTON_ARRAY;
import static dev.sexton.benchmarks.coroutines.PullRivals.SEXTON_DETACHED;
import static dev.sexton.benchmarks.coroutines.PullRivals.SEXTON_READ_AHEAD;
import static dev.sexton.benchmarks.coroutines.PullRivals.STREAM;

import dev.sexton.benchmarks.coroutines.NestedRivals;
import dev.sexton.benchmarks.coroutines.PullRivals;
import dev.sexton.benchmarks.coroutines.pulling.Advance;
import dev.sexton.benchmarks.coroutines.pulling.First;
import dev.sexton.benchmarks.coroutines.pulling.Nested;
import dev.sexton.benchmarks.report.Topic;
import dev.sexton.benchmarks.run.Question.NotRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The questions about coroutines. */
final class PullQuestions {
    static final String PLATFORM = "platform thread";
    static final String VIRTUAL = "virtual thread";
    static final String GO = "Go iter.Pull";

    private static final List<String> FLAG = List.of("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    private static final List<String> FLAG_AND_VIRTUAL = List.of(FLAG.get(0), "-Djmh.executor=VIRTUAL");

    private static final List<PullRivals> ALL = List.of(
            CONTINUATION,
            KOTLIN_ITERATOR,
            KOTLIN_SEQUENCE,
            STREAM,
            QUEUE,
            BY_HAND,
            SEXTON,
            SEXTON_ARRAY,
            SEXTON_READ_AHEAD,
            SEXTON_DETACHED);
    private static final List<PullRivals> WITH_BARS =
            List.of(CONTINUATION, SEXTON, SEXTON_ARRAY, SEXTON_READ_AHEAD, SEXTON_DETACHED);
    private static final List<PullRivals> TWO_THREADS =
            List.of(CONTINUATION, HAND_OVER, QUEUE, SEXTON, SEXTON_DETACHED);

    private final Scale scale;
    private final GoPeer go;

    PullQuestions(Scale scale, GoPeer go) {
        this.scale = scale;
        this.go = go;
    }

    List<Question> all() {
        return List.of(advance(), first(), nested());
    }

    private Question advance() {
        Topic topic = new Topic(
                "advance",
                "A value",
                "ns",
                CONTINUATION.label(),
                "One of many values of an endless sequence, pulled from a platform thread and from a virtual one. Continuations"
                        + " with the flag; what needs a second thread has a virtual one.");
        List<Run> round = new ArrayList<>();
        for (PullRivals rival : scale.thorough() ? ALL : WITH_BARS) {
            round.add(pull(Advance.class, PLATFORM, rival, FLAG));
        }
        for (PullRivals rival : TWO_THREADS) {
            round.add(pull(Advance.class, VIRTUAL, rival, FLAG_AND_VIRTUAL));
        }
        if (scale.thorough()) {
            round.add(pull(Advance.class, PLATFORM + ", without the flag", SEXTON, List.of()));
        }
        return withGo(topic, scale.rounds(), round, "pull");
    }

    private Question first() {
        Topic topic = new Topic(
                "first",
                "The first value",
                "ns",
                CONTINUATION.label(),
                "A sequence is made, gives one value, and is closed.");
        List<Run> round = new ArrayList<>();
        for (PullRivals rival : scale.thorough() ? ALL : List.of(CONTINUATION, SEXTON)) {
            round.add(pull(First.class, PLATFORM, rival, FLAG));
        }
        return withGo(topic, scale.longRounds(), round, "first");
    }

    private Question withGo(Topic topic, int rounds, List<Run> round, String mode) {
        List<NotRun> notRun = new ArrayList<>();
        if (go.isThere()) {
            round.add(go.run(PLATFORM, 1, mode, PLATFORM, 1, scale.unit()));
        } else {
            notRun.add(new NotRun(PLATFORM, GO, go.state()));
        }
        return new Question(topic, CleanupQuestions.repeated(rounds, round), notRun);
    }

    private Question nested() {
        Topic topic = new Topic(
                "nested",
                "A value from deep inside",
                "ns",
                NestedRivals.CONTINUATION.label(),
                "Recursion: one sequence that calls itself as deep as said, and yields a value on the way back from each"
                        + " level. Chain: as many sequences as said, each of which takes its values from the one inside it.");
        List<Run> round = new ArrayList<>();
        for (Nested.Shape shape : Nested.Shape.values()) {
            for (int depth : scale.thorough() ? List.of(1, 20, 200) : List.of(20)) {
                for (NestedRivals rival : NestedRivals.values()) {
                    round.add(nested(shape, depth, rival));
                }
            }
        }
        return new Question(topic, round, List.of());
    }

    private Run nested(Nested.Shape shape, int depth, NestedRivals rival) {
        String setting = (shape == Nested.Shape.RECURSION ? "recursion " : "chain of ") + depth;
        Map<String, String> parameters =
                Map.of("rival", rival.name(), "shape", shape.name(), "depth", Integer.toString(depth));
        return new JmhRun(Nested.class, setting, rival.label(), parameters, 1, FLAG, scale);
    }

    private Run pull(Class<?> benchmark, String setting, PullRivals rival, List<String> jvm) {
        return new JmhRun(benchmark, setting, rival.label(), Map.of("rival", rival.name()), 1, jvm, scale);
    }
}
