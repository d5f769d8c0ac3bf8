package dev.sexton.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All that was measured, in the order in which it came, and what could not be. Not thread-safe. */
public final class Results {
    private final Map<Place, List<Double>> values = new LinkedHashMap<>();
    private final Map<Place, String> notRun = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    /** Empty. */
    public Results() {}

    /**
     * The place of a value.
     *
     * @param question the question's name
     * @param setting under which circumstances
     * @param rival of whom
     */
    public record Place(String question, String setting, String rival) {}

    /**
     * Takes the value of one round.
     *
     * @param place where it belongs
     * @param value in the question's unit
     */
    public void add(Place place, double value) {
        values.computeIfAbsent(place, unseen -> new ArrayList<>()).add(value);
    }

    /**
     * Takes note that there will be no value.
     *
     * @param place where it would belong
     * @param reason to be shown in its stead
     */
    public void notRun(Place place, String reason) {
        notRun.put(place, reason);
    }

    /**
     * Takes note of a measurement that has failed.
     *
     * @param failure which, and why
     */
    public void failed(String failure) {
        failures.add(failure);
    }

    /**
     * The failures.
     *
     * @return nothing, if all is well
     */
    public List<String> failures() {
        return List.copyOf(failures);
    }

    /**
     * The values of all rounds.
     *
     * @param place where they belong
     * @return none if nothing was measured there
     */
    public List<Double> values(Place place) {
        return values.getOrDefault(place, List.of());
    }

    /**
     * Why nothing was measured.
     *
     * @param place where
     * @return empty if something was, or if nobody gave a reason
     */
    public Optional<String> reasonNotRun(Place place) {
        return Optional.ofNullable(notRun.get(place));
    }

    /**
     * The settings a question was measured under.
     *
     * @param question its name
     * @return each once
     */
    public Set<String> settings(String question) {
        Set<String> settings = new LinkedHashSet<>();
        places(question).forEach(place -> settings.add(place.setting()));
        return settings;
    }

    /**
     * The rivals that were measured, or would have been.
     *
     * @param question its name
     * @param setting the setting
     * @return each once
     */
    public Set<String> rivals(String question, String setting) {
        Set<String> rivals = new LinkedHashSet<>();
        places(question).stream()
                .filter(place -> place.setting().equals(setting))
                .forEach(place -> rivals.add(place.rival()));
        return rivals;
    }

    private List<Place> places(String question) {
        List<Place> places = new ArrayList<>(values.keySet());
        places.addAll(notRun.keySet());
        places.removeIf(place -> !place.question().equals(question));
        return places;
    }
}
