package dev.tandem.kit.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each package of a module uses, as its table {@code /packages/<module>.txt} declares it, a line each:
 *
 * <pre>{@code notifier.reaction -> .inbox .membership contracts messaging (sql, vertx)}</pre>
 *
 * <p>Packages of the same module begin with a dot, but for its root; other modules have the last word of their root's name. In brackets
 * stand the clients of networks and the event loop, where a package touches them; JSON and buffers of Vert.x do not count.
 */
public final class PackageUses {

    private static final String TANDEM = "dev.tandem.";

    private static final Map<String, String> CLIENTS = new LinkedHashMap<>();

    static {
        CLIENTS.put("com.rabbitmq.", "amqp");
        CLIENTS.put("io.vertx.rabbitmq.", "amqp");
        CLIENTS.put("io.vertx.pgclient.", "sql");
        CLIENTS.put("io.vertx.sqlclient.", "sql");
        CLIENTS.put("io.vertx.core.http.", "http");
        CLIENTS.put("io.vertx.ext.web.", "http");
        CLIENTS.put("io.vertx.core.json.", "");
        CLIENTS.put("io.vertx.core.buffer.", "");
        CLIENTS.put("io.vertx.", "vertx");
    }

    private final JavaClasses classes;
    private final Collection<String> homes;

    /** @param homes the root packages of all modules */
    public PackageUses(JavaClasses classes, Collection<String> homes) {
        this.classes = classes;
        this.homes = homes;
    }

    /** Fails where a package uses what its table does not declare, and where one does not use what it declares. */
    public void check(String home) {
        String table = "/packages/" + home.substring(home.lastIndexOf('.') + 1) + ".txt";
        List<String> declared = read(table).lines().toList();
        List<String> found = of(home);
        if (!declared.equals(found)) {
            throw new AssertionError("Where packages should use other ones than " + table + " declares, let it say:\n\n"
                    + String.join("\n", found) + "\n\nNot declared so:\n" + without(found, declared)
                    + "\nDeclared, and not so:\n" + without(declared, found));
        }
    }

    private static String without(List<String> lines, List<String> others) {
        return lines.stream().filter(Predicate.not(others::contains)).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String read(String table) {
        try (InputStream file = PackageUses.class.getResourceAsStream(table)) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table of a module as its classes have it. */
    List<String> of(String home) {
        Map<String, SortedSet<String>> used = new TreeMap<>();
        Map<String, SortedSet<String>> clients = new TreeMap<>();
        for (JavaClass each : classes) {
            String from = each.getPackageName();
            if (within(home, from)) {
                used.computeIfAbsent(from, first -> new TreeSet<>())
                        .addAll(targets(each)
                                .filter(to -> to.startsWith(TANDEM) && !to.equals(from))
                                .map(to -> named(home, to))
                                .toList());
                clients.computeIfAbsent(from, first -> new TreeSet<>())
                        .addAll(targets(each).flatMap(PackageUses::client).toList());
            }
        }
        return used.keySet().stream()
                .map(from -> line(from, used.get(from), clients.get(from)))
                .toList();
    }

    private static String line(String from, SortedSet<String> used, SortedSet<String> clients) {
        String uses = String.join(" ", used) + (clients.isEmpty() ? "" : " (" + String.join(", ", clients) + ")");
        return from.substring(TANDEM.length()) + " -> " + (uses.isEmpty() ? "nothing" : uses.strip());
    }

    private static Stream<String> targets(JavaClass each) {
        return each.getDirectDependenciesFromSelf().stream()
                .map(dependency ->
                        dependency.getTargetClass().getBaseComponentType().getPackageName());
    }

    private static Stream<String> client(String to) {
        Optional<String> client = CLIENTS.entrySet().stream()
                .filter(known -> (to + ".").startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
        return client.filter(Predicate.not(String::isEmpty)).stream();
    }

    private String named(String home, String to) {
        if (within(home, to) && !to.equals(home)) {
            return to.substring(home.length());
        }
        return homes.stream()
                .filter(module -> within(module, to))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No module has the package " + to))
                .substring(TANDEM.length());
    }

    private static boolean within(String home, String name) {
        return name.equals(home) || name.startsWith(home + ".");
    }

    /** Makes a slice of each package, root packages among them. */
    public static SliceAssignment eachPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass each) {
                return SliceIdentifier.of(each.getPackageName());
            }

            @Override
            public String getDescription() {
                return "each package";
            }
        };
    }
}
