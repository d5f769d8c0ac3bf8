package dev.sexton.benchmarks.run;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The task of a probe, as words of a command line: {@code name=value}. */
public final class Arguments {
    private final Map<String, String> values = new LinkedHashMap<>();

    /** None. */
    public Arguments() {}

    /**
     * Adds an argument.
     *
     * @param name without an equals sign
     * @param value its text is what arrives
     * @return this
     */
    public Arguments with(String name, Object value) {
        values.put(name, value.toString());
        return this;
    }

    static Arguments parse(List<String> words) {
        Arguments arguments = new Arguments();
        for (String word : words) {
            int equals = word.indexOf('=');
            arguments.with(word.substring(0, equals), word.substring(equals + 1));
        }
        return arguments;
    }

    List<String> words() {
        return values.entrySet().stream()
                .map(argument -> argument.getKey() + "=" + argument.getValue())
                .toList();
    }

    /**
     * An argument.
     *
     * @param name which
     * @return its value
     */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The argument " + name + " is missing");
        }
        return value;
    }

    /**
     * An argument that is a number.
     *
     * @param name which
     * @return its value
     */
    public int number(String name) {
        return Integer.parseInt(text(name));
    }

    /**
     * An argument that is a list of constants, separated by commas.
     *
     * @param name which
     * @param type of the constants
     * @param <E> of the constants
     * @return them
     */
    public <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
        return Arrays.stream(text(name).split(","))
                .map(constant -> Enum.valueOf(type, constant))
                .toList();
    }
}
