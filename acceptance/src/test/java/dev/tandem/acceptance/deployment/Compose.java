package dev.tandem.acceptance.deployment;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code docker/compose.yaml} as compose does, alone or with the overlay for development. */
final class Compose {

    static final String DIRECTORY = "docker/";
    static final String FILE = DIRECTORY + "compose.yaml";
    static final String OVERLAY = DIRECTORY + "compose.development.yaml";
    static final String EXAMPLE = DIRECTORY + ".env.example";
    static final String DEVELOPMENT = DIRECTORY + "development.env";

    /** A variable with what stands behind its name, such as {@code :-default} or {@code :?message}. */
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)([^}]*)}");

    private final Map<String, Object> services;

    private Compose(Map<String, Object> services) {
        this.services = services;
    }

    static Compose read() {
        return new Compose(Repository.map(Repository.yaml(FILE).get("services")));
    }

    /** With the overlay, as compose merges them: mappings by their members. */
    static Compose forDevelopment() {
        return new Compose(
                merged(read().services, Repository.map(Repository.yaml(OVERLAY).get("services"))));
    }

    TreeSet<String> services() {
        return new TreeSet<>(services.keySet());
    }

    /** The services that are built here. */
    TreeSet<String> built() {
        TreeSet<String> built = services();
        built.removeIf(service -> !service(service).containsKey("build"));
        return built;
    }

    Map<String, Object> service(String name) {
        return Repository.map(services.get(name));
    }

    String image(String name) {
        return (String) service(name).get("image");
    }

    /** As written, with {@code ${…}} in it. */
    Map<String, String> environment(String name) {
        Map<String, String> environment = new TreeMap<>();
        Repository.map(service(name).get("environment"))
                .forEach((variable, value) -> environment.put(variable, String.valueOf(value)));
        return environment;
    }

    /** Files and directories of the repository by where the container sees them. */
    Map<String, Path> mounts(String name) {
        Map<String, Path> mounts = new TreeMap<>();
        for (String volume : Repository.texts(service(name).get("volumes"))) {
            String[] parts = volume.split(":");
            if (parts[0].startsWith(".")) {
                mounts.put(parts[1], Repository.path(DIRECTORY + parts[0]));
            }
        }
        return mounts;
    }

    List<String> ports(String name) {
        return Repository.texts(service(name).get("ports"));
    }

    /** For whom it waits, and for whom those wait. */
    TreeSet<String> waitsInTheEndFor(String name) {
        TreeSet<String> all = new TreeSet<>(waitsFor(name).keySet());
        List.copyOf(all).forEach(other -> all.addAll(waitsInTheEndFor(other)));
        return all;
    }

    /** For whom it waits, and for what of them. */
    Map<String, String> waitsFor(String name) {
        Map<String, String> waits = new LinkedHashMap<>();
        Repository.map(service(name).get("depends_on"))
                .forEach((other, how) ->
                        waits.put(other, (String) Repository.map(how).get("condition")));
        return waits;
    }

    /** Each use of a variable in the file, but for comments: its name, and what stands behind the name. */
    static List<Map.Entry<String, String>> variables() {
        return VARIABLE.matcher(Repository.text(FILE).replaceAll("(?m)^ *#.*$", ""))
                .results()
                .map(use -> Map.entry(use.group(1), use.group(2)))
                .toList();
    }

    /** The lines of {@code .env.example}. */
    static Map<String, String> example() {
        return variablesIn(EXAMPLE);
    }

    /** The lines of {@code development.env}, which come after those of the example. */
    static Map<String, String> development() {
        return variablesIn(DEVELOPMENT);
    }

    private static Map<String, String> variablesIn(String file) {
        Map<String, String> variables = new LinkedHashMap<>();
        Repository.text(file)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .forEach(line -> variables.put(line.split("=", 2)[0], line.split("=", 2)[1]));
        return variables;
    }

    private static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> overlay) {
        Map<String, Object> merged = new LinkedHashMap<>(base);
        overlay.forEach((name, value) -> merged.merge(
                name,
                value,
                (below, above) -> below instanceof Map && above instanceof Map
                        ? merged(Repository.map(below), Repository.map(above))
                        : above));
        return merged;
    }

    /** The text with every variable replaced: by its default, or by its name in small letters. */
    static String filled(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(use -> Matcher.quoteReplacement(Optional.of(use.group(2))
                        .filter(rest -> rest.startsWith(":-"))
                        .map(rest -> rest.substring(2))
                        .orElse(use.group(1).toLowerCase(Locale.ROOT))));
    }
}
