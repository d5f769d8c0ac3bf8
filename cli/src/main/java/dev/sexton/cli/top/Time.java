package dev.sexton.cli.top;

import java.util.concurrent.TimeUnit;

/** The clock of {@code top}; tests have one of their own. */
interface Time {
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long millis() {
            return System.currentTimeMillis();
        }

        @Override
        public void sleepUntil(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos - System.nanoTime());
        }
    };

    long nanos();

    /** Returns the milliseconds since 1970. */
    long millis();

    void sleepUntil(long nanos) throws InterruptedException;
}
