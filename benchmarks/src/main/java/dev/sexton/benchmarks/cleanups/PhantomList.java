package dev.sexton.benchmarks.cleanups;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

/**
 * The code that one writes without a library: a phantom reference that knows the handle, a queue, a thread that empties it, and a
 * linked list under a lock, since references that nobody holds are collected themselves.
 */
final class PhantomList implements CleanupRival<PhantomList.Entry> {
    private final ReferenceQueue<Object> queue = new ReferenceQueue<>();

    /** Head of the ring of entries. All links are read and written under this object's lock. */
    private final Entry head = new Entry();

    PhantomList() {
        Thread thread = new Thread(this::releaseForEver, "phantom-list");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public Entry add(Object object, long handle) {
        Entry entry = new Entry(object, queue, handle);
        synchronized (this) {
            entry.next = head.next;
            entry.previous = head;
            head.next.previous = entry;
            head.next = entry;
        }
        return entry;
    }

    @Override
    public void cancel(Entry entry) {
        if (unlink(entry)) {
            entry.clear();
        }
    }

    private synchronized boolean unlink(Entry entry) {
        if (entry.next == entry) {
            return false;
        }
        entry.previous.next = entry.next;
        entry.next.previous = entry.previous;
        entry.next = entry;
        entry.previous = entry;
        return true;
    }

    private void releaseForEver() {
        while (true) {
            try {
                Entry dead = (Entry) queue.remove();
                if (unlink(dead)) {
                    Action.release(dead.handle);
                }
            } catch (InterruptedException nobodyDoes) {
                return;
            }
        }
    }

    /** A registration. One that is out of the list is linked to itself. */
    static final class Entry extends PhantomReference<Object> {
        private final long handle;
        private Entry next = this;
        private Entry previous = this;

        Entry() {
            super(null, null);
            this.handle = -1;
        }

        Entry(Object object, ReferenceQueue<Object> queue, long handle) {
            super(object, queue);
            this.handle = handle;
        }
    }
}
