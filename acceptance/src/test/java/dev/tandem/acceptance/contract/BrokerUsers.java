package dev.tandem.acceptance.contract;

import dev.tandem.acceptance.contract.Traffic.Sent;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.TandemService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Generates a user of the broker for each service, permitted to do what {@code infra/asyncapi.yaml} says. The permissions of
 * the service that republishes unroutable messages are written by hand.
 */
record BrokerUsers(Traffic traffic, Topology topology) {

    private static final String PERMISSION = """
            {"user": "%s", "vhost": "/", "configure": "%s", "write": "%s", "read": "%s"}""";
    private static final String TOPIC_PERMISSION = """
            {"user": "%s", "vhost": "/", "exchange": "%s", "write": "%s", "read": "%s"}""";
    private static final String NOTHING = "^$";

    /** The definitions with their users and permissions as they should be. */
    String rewritten(String definitions) {
        String users = replaced(definitions, "users", service -> List.of("""
                {"name": "%s", "tags": ""}""".formatted(service)));
        String permissions = replaced(users, "permissions", service -> List.of(permission(service)));
        return replaced(permissions, "topic_permissions", this::topicPermissions);
    }

    private String replaced(String definitions, String list, Function<String, List<String>> rows) {
        Matcher written = Pattern.compile("(  \"" + list + "\": \\[\n)(.*?)(\n  ])", Pattern.DOTALL)
                .matcher(definitions);
        if (!written.find()) {
            throw new AssertionError("The definitions lack " + list);
        }
        List<String> byHand = written.group(2)
                .lines()
                .map(line -> line.trim().replaceFirst(",$", ""))
                .filter(row -> row.contains("\"user\": \"" + traffic.sendsAgain() + "\""))
                .toList();
        String made = TandemService.names().stream()
                .flatMap(service -> service.equals(traffic.sendsAgain()) && !list.equals("users")
                        ? byHand.stream()
                        : rows.apply(service).stream())
                .map(row -> "    " + row)
                .collect(Collectors.joining(",\n"));
        return definitions.substring(0, written.end(1)) + made + definitions.substring(written.start(3));
    }

    private String permission(String service) {
        Set<String> written = sentBy(service).stream().map(Sent::exchange).collect(Collectors.toSet());
        Stream<String> exchanges = names().filter(written::contains)
                .map(exchange -> exchange.matches("delay\\.\\d+") ? "delay\\.\\d+" : literally(exchange))
                .distinct();
        Stream<String> queues = traffic.readBy(service).stream().map(BrokerUsers::literally);
        return row(PERMISSION, service, NOTHING, oneOf(exchanges), oneOf(queues));
    }

    private List<String> topicPermissions(String service) {
        return topology.exchanges().stream()
                .filter(exchange -> exchange.path("type").asText().equals("topic"))
                .map(exchange -> exchange.path("name").asText())
                .filter(exchange -> !keys(service, exchange).isEmpty())
                .map(exchange -> topicPermission(service, exchange))
                .toList();
    }

    private String topicPermission(String service, String exchange) {
        return row(TOPIC_PERMISSION, service, exchange, topics(service, exchange), NOTHING);
    }

    /** Of the topics that begin with a word, all, also future ones, for the only service that sends any of them. */
    private String topics(String service, String exchange) {
        Set<String> keys = keys(service, exchange);
        if (keys.stream().allMatch(key -> key.startsWith(Traffic.DELAY))) {
            String queues = oneOf(keys.stream().map(key -> literally(key.substring(Traffic.DELAY.length()))));
            return queues.replaceFirst("\\^", Matcher.quoteReplacement("^([01]\\.){12}"));
        }
        Set<String> words = new LinkedHashSet<>();
        List<String> others = new ArrayList<>();
        for (String key : keys) {
            if (isOfContracts(exchange, word(key)) && isAlone(service, exchange, word(key))) {
                words.add(word(key));
            } else {
                others.add(literally(key));
            }
        }
        Stream<String> whole = words.isEmpty() ? Stream.empty() : Stream.of(alternatives(words) + "\\.[a-z-]+");
        return oneOf(Stream.concat(whole, others.stream()));
    }

    private static boolean isOfContracts(String exchange, String word) {
        return Contracts.all().stream()
                .anyMatch(contract -> contract.exchange().equals(exchange)
                        && word(contract.routingKey()).equals(word));
    }

    private boolean isAlone(String service, String exchange, String word) {
        return traffic.services().stream()
                .filter(other -> !other.equals(service))
                .flatMap(other -> keys(other, exchange).stream())
                .noneMatch(key -> word(key).equals(word));
    }

    private Set<String> keys(String service, String exchange) {
        return sentBy(service).stream()
                .filter(sent -> sent.exchange().equals(exchange))
                .map(Sent::key)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<Sent> sentBy(String service) {
        Set<Sent> sent = traffic.sentBy(service);
        if (sent.isEmpty()) {
            throw new AssertionError("Describe in infra/asyncapi.yaml what " + service + " sends and receives");
        }
        return sent;
    }

    private Stream<String> names() {
        return topology.exchanges().stream()
                .map(exchange -> exchange.path("name").asText());
    }

    private static String word(String key) {
        return key.split("\\.", 2)[0];
    }

    private static String literally(String name) {
        return name.replace(".", "\\.");
    }

    private static String oneOf(Stream<String> patterns) {
        return "^" + alternatives(patterns.toList()) + "$";
    }

    private static String alternatives(Collection<String> patterns) {
        String all = String.join("|", patterns);
        return patterns.size() == 1 ? all : "(" + all + ")";
    }

    private static String row(String template, String... values) {
        return template.formatted(
                Stream.of(values).map(value -> value.replace("\\", "\\\\")).toArray());
    }
}
