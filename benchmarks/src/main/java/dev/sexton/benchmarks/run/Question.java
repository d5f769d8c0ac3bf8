package dev.sexton.benchmarks.run;

import dev.sexton.benchmarks.report.Topic;
import java.util.List;

/**
 * A question with all that it takes to answer it.
 *
 * @param topic what the page says of it
 * @param runs what is to be run, in this order: round by round, all rivals in each
 * @param notRun what is not
 */
public record Question(Topic topic, List<Run> runs, List<NotRun> notRun) {
    /**
     * Something that others are measured for and this cannot be.
     *
     * @param setting under which circumstances
     * @param rival who
     * @param reason why
     */
    public record NotRun(String setting, String rival, String reason) {}

    /**
     * The name on the command line.
     *
     * @return one word
     */
    public String name() {
        return topic.name();
    }

    /**
     * With which flags its JVMs ran.
     *
     * @return each set of flags once
     */
    public List<String> flags() {
        return runs.stream()
                .map(Run::flags)
                .filter(flags -> !flags.isEmpty())
                .distinct()
                .toList();
    }

    double seconds() {
        return runs.stream().mapToDouble(Run::seconds).sum();
    }
}
