package dev.tandem.backends;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Uses a broker given by address: imports the definitions if its management API is known, and does nothing else to it. */
final class ExternalBroker implements Broker {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String GUEST = "guest:guest";

    private final String amqpUri;
    private final @Nullable ServiceUsers users;
    private final BrokerProbe probe;

    private ExternalBroker(String amqpUri, @Nullable ServiceUsers users) {
        this.amqpUri = amqpUri;
        this.users = users;
        this.probe = new BrokerProbe(amqpUri);
    }

    /** Without a management URI the definitions are assumed to be imported already. */
    static ExternalBroker at(String amqpUri, @Nullable String managementUri, Definitions definitions) {
        String account = URI.create(amqpUri).getUserInfo();
        ServiceUsers users =
                managementUri == null ? null : new ServiceUsers(definitions, account == null ? GUEST : account);
        ExternalBroker broker = new ExternalBroker(amqpUri, users);
        if (managementUri != null && users != null) {
            post(managementUri, account, definitions.withPasswords(users));
        }
        List<String> queues = managementUri == null ? List.of() : definitions.queues();
        broker.probe.awaitReady(queues, () -> true, PATIENCE);
        return broker;
    }

    @Override
    public String amqpUri() {
        return amqpUri;
    }

    @Override
    public String amqpUri(String user) {
        return users == null ? amqpUri : users.uri(user, amqpUri);
    }

    @Override
    public String describe() {
        return "RabbitMQ at " + probe.address() + ", as given by AMQP_URI";
    }

    @Override
    public void close() {}

    /** Posts as the user of the management URI, or else of the AMQP URI, or else as {@code guest}. */
    private static void post(String managementUri, @Nullable String amqpUser, Definitions definitions) {
        URI given = URI.create(managementUri);
        String user = given.getUserInfo() != null ? given.getUserInfo() : amqpUser;
        String credentials = user == null ? GUEST : user;
        String base = managementUri.replaceFirst("//[^/@]*@", "//").replaceFirst("/+$", "");
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/api/definitions"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(definitions.json()))
                .build();
        try {
            HttpResponse<String> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new BackendUnavailable("The management API at " + base + " refused the definitions: "
                        + response.statusCode() + " " + response.body());
            }
        } catch (IOException e) {
            throw new BackendUnavailable("The management API at " + base + " does not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackendUnavailable("Interrupted while importing definitions.", e);
        }
    }
}
