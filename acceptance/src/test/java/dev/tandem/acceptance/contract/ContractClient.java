package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.acceptance.TheSystem;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A client that knows nothing but the contract: it finds operations by their ids, puts parameters where the contract says,
 * sends the contract's example if it is given no body, sends its token only where one is required, and fails for any answer
 * that violates the contract.
 */
final class ContractClient {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    final String user;
    private final String token;
    private final Set<String> called = new HashSet<>();

    private ContractClient(String user, boolean ops) {
        this.user = user;
        this.token = TheSystem.get().token(user, ops);
    }

    /** Someone whom no other test knows. */
    static ContractClient stranger(String name) {
        return new ContractClient(name + "-" + UUID.randomUUID(), false);
    }

    static ContractClient operator(String name) {
        return new ContractClient(name, true);
    }

    /** The ids of all operations that were called. */
    Set<String> called() {
        return Set.copyOf(called);
    }

    Reply call(String operationId, Map<String, String> parameters) {
        HttpOperation operation = HttpContract.get().operation(operationId);
        return send(operation, parameters, operation.exampleBody().orElse(null));
    }

    Reply call(String operationId, Map<String, String> parameters, JsonObject body) {
        return send(HttpContract.get().operation(operationId), parameters, body);
    }

    /** The operation of a request that is accepted, waited for as long as the contract allows. */
    Reply outcome(String operationId, Map<String, String> parameters, JsonObject body) {
        Map<String, String> waiting = Stream.concat(
                        parameters.entrySet().stream(), Stream.of(Map.entry("Prefer", "wait=10")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return call(operationId, waiting, body);
    }

    /** Opens a stream of events, whose head has to keep the contract at once, and each event as it comes. */
    EventStream open(String operationId, Map<String, String> parameters) {
        HttpOperation operation = HttpContract.get().operation(operationId);
        return open(operation, request(operation, parameters));
    }

    /** The same with a ticket and without a token, as pages do. */
    EventStream openBy(String ticket, String operationId, Map<String, String> parameters) {
        HttpOperation operation = HttpContract.get().operation(operationId);
        String query = query(operation, parameters);
        return open(
                operation,
                HttpRequest.newBuilder(TheSystem.get()
                        .baseUri()
                        .resolve(path(operation, parameters) + (query.isEmpty() ? "?" : query + "&") + "ticket="
                                + ticket)));
    }

    private EventStream open(HttpOperation operation, HttpRequest.Builder request) {
        String operationId = operation.id();
        called.add(operationId);
        try {
            HttpResponse<InputStream> answer = HTTP.send(request.GET().build(), BodyHandlers.ofInputStream());
            List<String> faults = ResponseCheck.faults(operation, answer.statusCode(), answer.headers(), "");
            if (!faults.isEmpty() || answer.statusCode() != 200) {
                throw new AssertionError(operationId + " was answered " + answer.statusCode() + ": " + faults);
            }
            return new EventStream(operation, answer.body());
        } catch (IOException e) {
            throw new AssertionError(operationId, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(operationId, e);
        }
    }

    private Reply send(HttpOperation operation, Map<String, String> parameters, JsonObject body) {
        HttpRequest.Builder request = request(operation, parameters);
        String method = operation.method().toUpperCase(Locale.ROOT);
        if (operation.form().isPresent()) {
            request.header("Content-Type", operation.form().get()).method(method, BodyPublishers.ofString(""));
        } else if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body.encode()));
        }
        called.add(operation.id());
        try {
            return new Reply(ResponseCheck.checked(HTTP.send(request.build(), BodyHandlers.ofString())));
        } catch (IOException e) {
            throw new AssertionError(operation.id(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(operation.id(), e);
        }
    }

    private HttpRequest.Builder request(HttpOperation operation, Map<String, String> parameters) {
        Set<String> unknown = new HashSet<>(parameters.keySet());
        operation
                .parameters()
                .forEach(parameter -> unknown.remove(parameter.path("name").asText()));
        if (!unknown.isEmpty()) {
            throw new AssertionError(operation.id() + " has no parameters " + unknown);
        }
        URI address = TheSystem.get().baseUri().resolve(path(operation, parameters) + query(operation, parameters));
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(30));
        if (!operation.isOpen()) {
            request.header("Authorization", "Bearer " + token);
        }
        operation.namesIn("header").stream()
                .filter(parameters::containsKey)
                .forEach(name -> request.header(name, parameters.get(name)));
        return request;
    }

    private static String path(HttpOperation operation, Map<String, String> parameters) {
        String path = operation.path();
        for (String name : operation.namesIn("path")) {
            String value = parameters.get(name);
            if (value == null) {
                throw new AssertionError(operation.id() + " needs the parameter " + name);
            }
            path = path.replace("{" + name + "}", encoded(value));
        }
        return path;
    }

    private static String query(HttpOperation operation, Map<String, String> parameters) {
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asText();
            if (parameter.path("required").asBoolean() && !parameters.containsKey(name)) {
                throw new AssertionError(operation.id() + " needs the parameter " + name);
            }
        }
        return operation.namesIn("query").stream()
                .filter(parameters::containsKey)
                .map(name -> name + "=" + encoded(parameters.get(name)))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), query -> query.isEmpty() ? "" : "?" + query));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
