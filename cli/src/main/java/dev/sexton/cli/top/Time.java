package dev.sexton.cli.top;

import java.util.concurrent.TimeUnit;

/** Time as {@code top} sees it: tests let it pass as they like. */
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

    /** Since 1970. */
    long millis();

    void sleepUntil(long nanos) throws InterruptedException;
}
