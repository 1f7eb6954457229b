package dev.tandem.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes the lines that a text has for each service, between a template and {@code #end}. The template stands in comments that begin
 * with {@code #each}; in it {@code the-service}, {@code the_service} and {@code THE_SERVICE} stand for the name. Below several lines of
 * one service may be lines of its own, up to an empty one; they stay.
 */
record LinesOfServices(List<String> template, List<String> written) {

    private static final Pattern EACH = Pattern.compile("( *)#each (.*)");
    private static final String END = "#end";

    /** The text with the lines of every service of the list, in its order, and of no other. */
    static String rewritten(String text) {
        List<String> lines = text.lines().toList();
        List<String> result = new ArrayList<>();
        List<String> template = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (String line : lines) {
            if (EACH.matcher(line).matches()) {
                template.add(line);
                result.add(line);
            } else if (template.isEmpty()) {
                result.add(line);
            } else if (line.trim().equals(END)) {
                result.addAll(new LinesOfServices(template, written).filled());
                result.add(line);
                template = new ArrayList<>();
                written = new ArrayList<>();
            } else {
                written.add(line);
            }
        }
        if (!template.isEmpty()) {
            throw new AssertionError("There is no " + END + " below " + template.get(0));
        }
        return String.join("\n", result) + "\n";
    }

    private List<String> filled() {
        List<String> filled = new ArrayList<>();
        for (TandemService service : TandemService.values()) {
            if (template.size() > 1 && !filled.isEmpty()) {
                filled.add("");
            }
            template.forEach(each -> filled.add(line(each, service)));
            if (template.size() > 1) {
                filled.addAll(own(service));
            }
        }
        return filled;
    }

    private static String line(String each, TandemService service) {
        Matcher matcher = EACH.matcher(each);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(each);
        }
        return matcher.group(1)
                + matcher.group(2)
                        .replace("the-service", service.serviceName())
                        .replace("the_service", service.database())
                        .replace("THE_SERVICE", service.name());
    }

    private List<String> own(TandemService service) {
        int first = written.indexOf(line(template.get(0), service));
        if (first < 0) {
            return List.of();
        }
        List<String> all = written.subList(first, written.size()).stream()
                .takeWhile(line -> !line.isEmpty())
                .toList();
        String last = line(template.get(template.size() - 1), service);
        if (!all.contains(last)) {
            throw new AssertionError(
                    "The lines of " + service + " lack this one, below which are those of its own: " + last);
        }
        return all.subList(all.indexOf(last) + 1, all.size());
    }
}
