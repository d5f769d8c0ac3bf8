package dev.sexton.examples.readme;

import dev.sexton.coroutine.Seq;
import java.util.Comparator;
import java.util.List;

final class Combining {
    private Combining() {}

    static Seq<List<String>> report(Seq<String> today, Seq<String> yesterday, Seq<Integer> numbers) {
        Seq<String> lines = yesterday.mergeSorted(today, Comparator.naturalOrder()); // both are sorted
        Seq<String> errors = lines.filter(line -> line.contains("ERROR")).limit(10); // nothing runs yet
        Seq<String> numbered = errors.zip(numbers, (line, number) -> number + ": " + line);
        Seq<List<String>> pages = numbered.chunk(4);
        return pages;
    }
}
