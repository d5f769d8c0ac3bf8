package dev.sexton.cli.doctor;

import dev.sexton.doctor.Finding;
import dev.sexton.doctor.HeapObject;
import dev.sexton.doctor.Link;
import dev.sexton.doctor.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The path of a finding as a drawing: from the cleanup down to the object, and, dashed, that the cleanup waits for the object. It
 * is narrow enough for a phone, so long names take several lines.
 */
final class PathDrawing {
    private static final int LINE_HEIGHT = 18;
    private static final int ARROW_HEIGHT = 44;
    private static final int MARGIN = 8;
    private static final int ROOM_FOR_THE_WAIT = 96;
    private static final int LETTERS_IN_A_LINE = 31;

    /** Of the drawing's monospaced letters, in pixels, rounded up. */
    private static final int LETTER_WIDTH = 8;

    private final int number;
    private final List<Step> steps;
    private final int width;
    private final StringBuilder svg = new StringBuilder();
    private int y = MARGIN;

    PathDrawing(int number, Finding finding) {
        this.number = number;
        this.steps = stepsFromTheReference(finding);
        int letters = steps.stream()
                .flatMap(step -> lines(step.object().toString()).stream())
                .mapToInt(String::length)
                .max()
                .orElse(0);
        this.width = 2 * MARGIN + LETTER_WIDTH * letters;
    }

    private static List<Step> stepsFromTheReference(Finding finding) {
        List<Step> steps = new ArrayList<>(finding.path());
        if (!steps.getFirst().object().className().equals(finding.reference())) {
            HeapObject reference = new HeapObject(HeapObject.Kind.INSTANCE, finding.reference(), "");
            steps.addFirst(new Step(reference, Optional.of(new Link(Link.Kind.FIELD, "", "holds"))));
        }
        return steps;
    }

    /** {@return the drawing as an SVG element} */
    String svg() {
        int first = y + LINE_HEIGHT / 2 + MARGIN;
        int last = first;
        for (Step step : steps) {
            last = y + LINE_HEIGHT / 2 + MARGIN;
            box(lines(step.object().toString()));
            step.link().ifPresent(this::arrow);
        }
        waiting(first, last);
        String told = steps.stream().map(step -> step.object().toString()).collect(Collectors.joining(", then "));
        return """
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" role="img" aria-label="%s">
                <defs><marker id="m%d" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">\
                <path d="M0,0 L8,4 L0,8 z"/></marker></defs>
                %s</svg>
                """.formatted(MARGIN + width + ROOM_FOR_THE_WAIT, y + MARGIN, DoctorHtml.escaped(told), number, svg);
    }

    private void box(List<String> lines) {
        int height = lines.size() * LINE_HEIGHT + MARGIN * 3 / 2;
        svg.append("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"5\"/><text x=\"%d\" y=\"%d\">"
                .formatted(MARGIN, y, width, height, 2 * MARGIN, y + LINE_HEIGHT));
        for (int i = 0; i < lines.size(); i++) {
            svg.append("<tspan x=\"%d\" dy=\"%d\">%s</tspan>"
                    .formatted(2 * MARGIN, i == 0 ? 0 : LINE_HEIGHT, DoctorHtml.escaped(lines.get(i))));
        }
        svg.append("</text>\n");
        y += height;
    }

    private void arrow(Link link) {
        svg.append("""
                <path d="M%1$d,%2$d V%3$d" marker-end="url(#m%4$d)"/><text class="via" x="%5$d" y="%6$d">%7$s</text>
                """.formatted(
                        4 * MARGIN,
                        y,
                        y + ARROW_HEIGHT,
                        number,
                        5 * MARGIN,
                        y + ARROW_HEIGHT / 2 + 4,
                        DoctorHtml.escaped(shortened(link.toString()))));
        y += ARROW_HEIGHT;
    }

    private static String shortened(String text) {
        return text.length() <= LETTERS_IN_A_LINE ? text : text.substring(0, LETTERS_IN_A_LINE - 1) + "…";
    }

    private void waiting(int from, int to) {
        int right = MARGIN + width;
        int middle = (from + to) / 2;
        svg.append("""
                <path class="waits" d="M%1$d,%2$d C%3$d,%2$d %3$d,%4$d %1$d,%4$d" marker-end="url(#m%5$d)"/>\
                <text class="via" x="%6$d" y="%7$d">waits for</text><text class="via" x="%6$d" y="%8$d">its death</text>
                """.formatted(right, from, right + 32, to, number, right + 22, middle - 4, middle + 12));
    }

    /** Breaks a name after a dot or a dollar sign where there is one, so that no line is too long. */
    private static List<String> lines(String name) {
        List<String> lines = new ArrayList<>();
        String rest = name;
        while (rest.length() > LETTERS_IN_A_LINE) {
            int dot = Math.max(
                    rest.lastIndexOf('.', LETTERS_IN_A_LINE - 1),
                    Math.max(
                            rest.lastIndexOf('$', LETTERS_IN_A_LINE - 1),
                            rest.lastIndexOf(' ', LETTERS_IN_A_LINE - 1)));
            int end = dot <= 0 ? LETTERS_IN_A_LINE : dot + 1;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        lines.add(rest);
        return lines;
    }
}
