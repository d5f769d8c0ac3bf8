package dev.sexton.doctor;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A program that fills a cache of the JDK's own, and one of its own that looks like it: the arguments are the file to dump the heap
 * to, how many locales it forgets, and how many it keeps.
 */
final class JdkCaches {
    private static final List<Object> KEPT = new ArrayList<>();
    private static final Map<Object, Object> OWN = new WeakHashMap<>();

    private JdkCaches() {}

    public static void main(String[] args) throws Exception {
        int forgotten = Integer.parseInt(args[1]);
        int kept = Integer.parseInt(args[2]);
        for (int i = 0; i < forgotten + kept; i++) {
            Locale locale = Locale.forLanguageTag("en-US-v" + (1000 + i));
            if (i >= forgotten) {
                KEPT.add(locale);
            }
        }
        Object key = new Object();
        OWN.put(key, new AtomicReference<>(key));
        KEPT.add(key);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[0], true);
        Reference.reachabilityFence(KEPT);
    }
}
