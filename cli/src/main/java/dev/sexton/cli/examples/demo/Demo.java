package dev.sexton.cli.examples.demo;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.sexton.cleanup.CleanupRuntime;
import dev.sexton.cli.examples.files.Directories;
import dev.sexton.cli.examples.files.TreeWalk;
import dev.sexton.cli.terminal.StatusLine;
import dev.sexton.coroutine.Pull;
import dev.sexton.coroutine.Seq;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run: reads every file below a directory through descriptors of which most are never closed, and checks what became of them. */
final class Demo implements AutoCloseable {
    private static final long TICK_MILLIS = 100;

    private final Settings settings;
    private final StatusLine progress;
    private final Totals totals = new Totals();
    private final Reserve reserve = new Reserve();
    private final ProcessDescriptors process = new ProcessDescriptors(reserve);
    private final PeakOpen peakOpen = new PeakOpen(process);
    private final Ledger ledger;

    /** A runtime for this run alone, so that its figures are the run's; otherwise Cleanups.add would do. */
    private final CleanupRuntime cleanups =
            CleanupRuntime.builder().name("demo").build();

    /**
     * The settings of a run.
     *
     * @param root a directory, as its real path
     * @param threads how many threads open files
     * @param limit how many files may be open
     * @param closeEvery every how many files one is closed by hand; 0 for none
     * @param patience how long to wait for a descriptor to come back
     */
    record Settings(Path root, int threads, int limit, int closeEvery, Duration patience) {}

    /** Finds the files. */
    @FunctionalInterface
    interface Walk {
        Seq<Path> of(Path root, TreeWalk.Listing listing, Consumer<Path> unreadable);
    }

    Demo(Settings settings, StatusLine progress) {
        this.settings = settings;
        this.progress = progress;
        this.ledger = new Ledger(settings.limit, settings.patience);
    }

    DemoResult run(Walk walk) throws OutOfDescriptorsException, InterruptedException {
        // The JVM has files of its own; those below the directory are not the demo's.
        Optional<Set<ProcessDescriptors.Entry>> openBefore = process.openBelow(settings.root);
        long start = System.nanoTime();
        Seq<Path> files = walk.of(
                settings.root,
                directory -> reserve.lend(() -> Directories.list(directory)),
                skipped -> totals.unreadable());
        // Detached, since any of the threads may take the next file.
        try (Pull<Path> pull = Pull.detached(files)) {
            readAll(new SharedFiles(pull));
        }
        peakOpen.check();
        boolean reclaimed = cleanups.reclaim(settings.patience);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        return new DemoResult(
                totals,
                ledger.counts(),
                openedSince(openBefore),
                peakOpen.seen(),
                reclaimed,
                DemoResult.Cleanups.of(cleanups.stats()),
                time);
    }

    private void readAll(SharedFiles files) throws OutOfDescriptorsException, InterruptedException {
        Descriptors descriptors = new Descriptors(ledger, reserve, cleanups, settings.patience, peakOpen::check);
        Reader.Turns byHand = new Reader.Turns(settings.closeEvery);
        List<Future<@Nullable Void>> readers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                settings.threads, Thread.ofPlatform().name("reader-", 1).factory())) {
            for (int i = 0; i < settings.threads; i++) {
                readers.add(threads.submit(new Reader(files, descriptors, ledger, totals, byHand)));
            }
            for (Future<?> reader : readers) {
                await(reader);
            }
        } finally {
            progress.end();
        }
    }

    private void await(Future<?> reader) throws OutOfDescriptorsException, InterruptedException {
        while (true) {
            try {
                reader.get(TICK_MILLIS, MILLISECONDS);
                return;
            } catch (TimeoutException stillReading) {
                tick();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof OutOfDescriptorsException out) {
                    throw out;
                }
                throw new IllegalStateException("a thread of the demo has failed", e.getCause());
            }
        }
    }

    private void tick() {
        peakOpen.check();
        progress.write(inWords(totals, ledger.counts()));
    }

    static String inWords(Totals totals, Ledger.Counts descriptors) {
        return String.format(
                Locale.ROOT,
                "%,d files, %,d MB read; %,d open, %,d closed; refused and retried %,d times",
                totals.files(),
                totals.bytes() / 1_000_000,
                descriptors.open(),
                descriptors.closed(),
                descriptors.refused());
    }

    private OptionalInt openedSince(Optional<Set<ProcessDescriptors.Entry>> before) {
        Optional<Set<ProcessDescriptors.Entry>> now = process.openBelow(settings.root);
        if (before.isEmpty() || now.isEmpty()) {
            return OptionalInt.empty();
        }
        now.get().removeAll(before.get());
        return OptionalInt.of(now.get().size());
    }

    @Override
    public void close() {
        cleanups.close();
        reserve.close();
    }
}
