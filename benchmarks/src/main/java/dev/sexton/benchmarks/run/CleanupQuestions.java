package dev.sexton.benchmarks.run;

import static dev.sexton.benchmarks.cleanups.CleanupRivals.CLEANER;
import static dev.sexton.benchmarks.cleanups.CleanupRivals.GUAVA;
import static dev.sexton.benchmarks.cleanups.CleanupRivals.JNA;
import static dev.sexton.benchmarks.cleanups.CleanupRivals.PHANTOM;
import static dev.sexton.benchmarks.cleanups.CleanupRivals.SEXTON;
import static dev.sexton.benchmarks.cleanups.CleanupRivals.SEXTON_CLEAN;
import static dev.sexton.benchmarks.cleanups.CleanupRivals.SEXTON_OBJECT;

import dev.sexton.benchmarks.cleanups.CleanupRivals;
import dev.sexton.benchmarks.cleanups.collecting.Drain;
import dev.sexton.benchmarks.cleanups.collecting.Pause;
import dev.sexton.benchmarks.cleanups.collecting.SweeperCpu;
import dev.sexton.benchmarks.cleanups.registering.Add;
import dev.sexton.benchmarks.cleanups.registering.AddCancel;
import dev.sexton.benchmarks.cleanups.registering.Heap;
import dev.sexton.benchmarks.cleanups.registering.LifeCycle;
import dev.sexton.benchmarks.cleanups.running.Delay;
import dev.sexton.benchmarks.cleanups.running.Throughput;
import dev.sexton.benchmarks.report.Topic;
import dev.sexton.benchmarks.run.Question.NotRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The questions about cleanups. */
final class CleanupQuestions {
    static final List<Integer> THREADS = List.of(1, 4);
    static final List<Integer> JDKS = List.of(25, 17);
    static final List<String> COLLECTORS = List.of("G1", "Parallel", "Serial", "ZGC");
    static final String GO = "Go";
    static final String A_LOOK = "one look at each";

    /** Room for whatever is registered between two collections, whose pages were all touched before. */
    private static final List<String> ROOMY =
            List.of("-XX:+UseG1GC", "-Xms1g", "-Xmx1g", "-Xmn700m", "-XX:+AlwaysPreTouch");

    private final Scale scale;
    private final Jdks jdks;
    private final GoPeer go;

    CleanupQuestions(Scale scale, Jdks jdks, GoPeer go) {
        this.scale = scale;
        this.jdks = jdks;
        this.go = go;
    }

    List<Question> all() {
        return List.of(add(), stop(), life(), drain(), heap(), pause(), sweeper(), delay(), throughput());
    }

    static String threads(int count) {
        return count == 1 ? "1 thread" : count + " threads";
    }

    static String collector(int jdk, String collector) {
        return "JDK " + jdk + ", " + collector;
    }

    private Question add() {
        Topic topic = new Topic(
                "add",
                "Add",
                "ns",
                CLEANER.label(),
                "One registration for an object that stays alive, in batches of 100,000 a thread into a young generation that"
                        + " holds them all: no collection, and no growth of the heap, is measured.");
        List<CleanupRivals> rivals =
                rivals(List.of(CLEANER, SEXTON), List.of(CLEANER, PHANTOM, GUAVA, JNA, SEXTON, SEXTON_OBJECT));
        return registering(topic, Add.class, rivals, "add");
    }

    private Question stop() {
        Topic topic = new Topic(
                "stop",
                "Add, then cancel",
                "ns",
                CLEANER.label(),
                "One registration that is cancelled at once, of an object that stays alive; the collection of what is left of"
                        + " it is included. Cleaner and JNA cannot cancel without running the action (here an empty one), so they"
                        + " clean.");
        List<CleanupRivals> rivals =
                rivals(List.of(CLEANER, SEXTON), List.of(CLEANER, PHANTOM, GUAVA, JNA, SEXTON, SEXTON_CLEAN));
        return registering(topic, AddCancel.class, rivals, "stop");
    }

    private Question registering(Topic topic, Class<?> benchmark, List<CleanupRivals> rivals, String goMode) {
        List<Run> round = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>();
        for (int threads : THREADS) {
            String setting = threads(threads);
            for (CleanupRivals rival : rivals) {
                Map<String, String> parameters = Map.of("rival", rival.name());
                round.add(new JmhRun(benchmark, setting, rival.label(), parameters, threads, ROOMY, scale));
            }
            if (go.isThere()) {
                round.add(go.run(setting, 1, goMode, setting, threads, scale.unit()));
            } else {
                notRun.add(new NotRun(setting, GO, go.state()));
            }
        }
        return new Question(topic, repeated(scale.rounds(), round), notRun);
    }

    private Question life() {
        Topic topic = new Topic(
                "life",
                "From add to the last action",
                "ns",
                CLEANER.label(),
                "Two million registrations whose objects are dropped at once, from the first add to the last action, divided"
                        + " by their number. The collections meanwhile and one at the end are included, on a young generation of"
                        + " 64 MB.");
        List<CleanupRivals> rivals = rivals(List.of(CLEANER, SEXTON), List.of(CLEANER, PHANTOM, GUAVA, JNA, SEXTON));
        List<Run> round = new ArrayList<>();
        for (CleanupRivals rival : rivals) {
            List<String> jvm = List.of("-XX:+UseG1GC", "-Xms2g", "-Xmx2g", "-Xmn64m");
            Arguments arguments = arguments("1 thread", rival).with("objects", 2 * scale.unit());
            round.add(probe(LifeCycle.class, arguments, rival.label(), jvm, 4));
        }
        return new Question(topic, repeated(scale.longRounds(), round), List.of());
    }

    private Question drain() {
        Topic topic = new Topic(
                "drain",
                "Two million dead objects",
                "ms",
                CLEANER.label(),
                "From the return of System.gc() to the end of the last action, while the thread that waits is asleep. Each"
                        + " action releases a handle of its own, and each handle must be released once. \"Collection included\""
                        + " counts from the call of System.gc(), which is the fairer comparison with Go, whose runtime.GC()"
                        + " returns after the sweep, when most cleanups have run.");
        List<Run> runs = new ArrayList<>();
        List<NotRun> notRun = new ArrayList<>();
        for (int jdk : JDKS) {
            Optional<Path> java = jdk == 25 ? Optional.of(Jdks.own()) : jdks.find(jdk);
            for (String collector : COLLECTORS) {
                boolean main = collector.equals("G1") && jdk == 25;
                if (!scale.thorough() && !main) {
                    notRun.add(new NotRun(collector(jdk, collector), SEXTON.label(), "only in the full run"));
                } else if (java.isEmpty()) {
                    notRun.add(
                            new NotRun(collector(jdk, collector), SEXTON.label(), "not run: no JDK " + jdk + " found"));
                } else {
                    runs.add(drain(java.get(), collector(jdk, collector), collector, main && scale.thorough()));
                }
            }
        }
        String setting = collector(25, "G1");
        if (go.isThere()) {
            runs.add(go.run(setting, 10, "drain", setting, scale.drainRounds(), 2 * scale.unit()));
        } else {
            notRun.add(new NotRun(setting, GO, go.state()));
        }
        return new Question(topic, runs, notRun);
    }

    private Run drain(Path java, String setting, String collector, boolean everybody) {
        List<CleanupRivals> rivals =
                everybody ? List.of(CLEANER, PHANTOM, GUAVA, JNA, SEXTON) : List.of(CLEANER, SEXTON);
        String names = rivals.stream().map(Enum::name).collect(Collectors.joining(","));
        Arguments arguments = new Arguments()
                .with("setting", setting)
                .with("rivals", names)
                .with("objects", 2 * scale.unit())
                .with("rounds", scale.drainRounds());
        String option = collector.equals("ZGC") ? "-XX:+UseZGC" : "-XX:+Use" + collector + "GC";
        double seconds = rivals.size() * 1.3 * (2 + scale.drainRounds());
        return new ProbeRun(java, Drain.class, setting, arguments, List.of("-Xmx4g", option), seconds);
    }

    private Question heap() {
        Topic topic = new Topic(
                "heap",
                "Memory of a live cleanup",
                "bytes",
                CLEANER.label(),
                "Growth of the used heap with a million live cleanups, divided by their number: compressed oops; SerialGC"
                        + " that compacts each time and has no TLABs, so bytes are counted exactly. Cleaner's action"
                        + " captures a long, Sexton's gets it as the argument. The object itself does not count.");
        // A thread that has got a TLAB since the collection counts as two megabytes: two bytes a cleanup.
        List<String> exact = List.of("-XX:+UseSerialGC", "-XX:MarkSweepAlwaysCompactCount=1", "-XX:-UseTLAB", "-Xmx2g");
        List<Run> round = new ArrayList<>();
        for (CleanupRivals rival : rivals(
                List.of(CLEANER, SEXTON, SEXTON_OBJECT),
                List.of(CLEANER, PHANTOM, GUAVA, JNA, SEXTON, SEXTON_OBJECT))) {
            Arguments arguments = arguments("per cleanup", rival).with("objects", scale.unit());
            round.add(probe(Heap.class, arguments, rival.label(), exact, 2));
        }
        return new Question(topic, repeated(scale.longRounds(), round), List.of());
    }

    private Question pause() {
        Topic topic = new Topic(
                "pause",
                "Pauses of young collections",
                "ms",
                CLEANER.label(),
                "As logged by G1 with a young generation of 400 MB. \"Just added\": all young pauses from the first add to the"
                        + " first collection after the last, which have to copy the cleanups. \"Old\": the median of fifteen,"
                        + " after a full collection and sixteen young ones.");
        List<Run> round = new ArrayList<>();
        for (int millions : scale.thorough() ? List.of(0, 1, 10) : List.of(1)) {
            for (CleanupRivals rival : List.of(CLEANER, SEXTON)) {
                String setting = millions == 0 ? "none live," : millions + " M live,";
                Arguments arguments = arguments(setting, rival).with("live", millions * scale.unit());
                List<String> jvm = g1("-XX:+AlwaysPreTouch", scale.heap(3000, 400));
                round.add(probe(Pause.class, arguments, setting + " " + rival.label(), jvm, 4 + 0.6 * millions));
            }
        }
        // The pauses of one JVM differ from those of the next by half, with nothing live as with a million.
        return new Question(topic, repeated(scale.rounds(), round), List.of());
    }

    private Question sweeper() {
        Topic topic = new Topic(
                "sweeper",
                "The sweeper's work with ten million old live cleanups",
                "µs",
                A_LOOK,
                "CPU time of all of Sexton's threads for each young collection, once the objects are old, without the sweep"
                        + " that comes every ten seconds anyway. The base is what it takes to ask each of as many references whether its"
                        + " object is dead. Rivals have no sweeper: the JVM's reference handler and a queue do it.");
        Arguments arguments = new Arguments()
                .with("setting", "10 M live, old")
                .with("live", 10 * scale.unit())
                .with("collections", scale.collections());
        List<String> jvm = g1("-XX:+AlwaysPreTouch", scale.heap(3000, 64));
        Run run = probe(SweeperCpu.class, arguments, SEXTON.label(), jvm, 16);
        return new Question(topic, repeated(scale.longRounds(), List.of(run)), List.of());
    }

    private Question delay() {
        Topic topic = new Topic(
                "delay",
                "Behind a slow action",
                "ms",
                CLEANER.label(),
                "From the return of System.gc() to the run of an action whose object that collection found dead, a hundred"
                        + " forty times, while one action takes " + scale.slowSeconds()
                        + " s, and while none does.");
        List<Run> round = new ArrayList<>();
        for (CleanupRivals rival : rivals(List.of(CLEANER, SEXTON), List.of(CLEANER, PHANTOM, GUAVA, JNA, SEXTON))) {
            Arguments arguments = arguments("", rival).with("seconds", scale.slowSeconds());
            List<String> jvm = List.of("-XX:+UseG1GC", "-Xmx256m");
            round.add(probe(Delay.class, arguments, rival.label(), jvm, 5 + scale.slowSeconds()));
        }
        return new Question(topic, round, List.of());
    }

    private Question throughput() {
        Topic topic = new Topic(
                "throughput",
                "Actions a second",
                "ns",
                CLEANER.label(),
                "From the return of System.gc() to the last of many actions, divided by their number: actions that fill an"
                        + " array of 64 slots, or compute for about 1 µs or 100 µs. Sexton with its default number of workers, and with"
                        + " that many.");
        List<Run> round = new ArrayList<>();
        for (int micros : List.of(0, 1, 100)) {
            String setting = micros == 0 ? "64 slots" : micros + " µs";
            int actions = scale.unit() / (micros == 0 ? 1 : micros == 1 ? 5 : 200);
            for (CleanupRivals rival : List.of(CLEANER, SEXTON)) {
                round.add(throughput(setting, rival, "default", micros, actions));
            }
            workers().forEach(workers -> round.add(throughput(setting, SEXTON, "" + workers, micros, actions)));
        }
        return new Question(topic, repeated(scale.longRounds(), round), List.of());
    }

    /** One, two, four and so on, up to one for each processor, but at least two. */
    private IntStream workers() {
        int most = Math.max(2, Runtime.getRuntime().availableProcessors());
        return scale.thorough()
                ? IntStream.iterate(1, workers -> workers <= most, workers -> 2 * workers)
                : IntStream.of();
    }

    private Run throughput(String setting, CleanupRivals rival, String workers, int micros, int actions) {
        Arguments arguments = arguments(setting, rival)
                .with("workers", workers)
                .with("micros", micros)
                .with("actions", actions);
        List<String> jvm = List.of("-XX:+UseG1GC", "-Xmx2g");
        return probe(Throughput.class, arguments, setting + ": " + rival.label() + ", " + workers, jvm, 2.5);
    }

    private static List<String> g1(String option, List<String> heap) {
        return Stream.concat(Stream.of("-XX:+UseG1GC", option), heap.stream()).toList();
    }

    private List<CleanupRivals> rivals(List<CleanupRivals> few, List<CleanupRivals> all) {
        return scale.thorough() ? all : few;
    }

    private static Arguments arguments(String setting, CleanupRivals rival) {
        return new Arguments().with("setting", setting).with("rivals", rival.name());
    }

    private static Run probe(
            Class<? extends Probe> probe, Arguments arguments, String label, List<String> jvm, double seconds) {
        return new ProbeRun(Jdks.own(), probe, label, arguments, jvm, seconds);
    }

    static List<Run> repeated(int rounds, List<Run> round) {
        return Stream.generate(() -> round).limit(rounds).flatMap(List::stream).toList();
    }
}
