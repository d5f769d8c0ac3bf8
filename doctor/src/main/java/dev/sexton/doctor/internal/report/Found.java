package dev.sexton.doctor.internal.report;

import dev.sexton.doctor.Cause;
import dev.sexton.doctor.RootPath;
import dev.sexton.doctor.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cleanups that can never run, all by the same mistake. */
public record Found(
        Cause cause,
        String reference,
        String object,
        int leaked,
        int willLeak,
        long retainedBytes,
        List<Step> path,
        Optional<RootPath> where,
        Map<String, Integer> consequences) {}
