package dev.tandem.local;

import dev.tandem.local.identity.SigningKey;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Options for starting a local system.
 *
 * @param port port of the gateway on the loopback interface, 0 for any free one
 * @param data directory for persistent data; null for temporary data
 * @param fresh true if the contents of {@code data} are deleted first
 * @param definitions RabbitMQ's definitions file
 * @param environment passed on to every service, except {@code OTEL_SERVICE_NAME}; if it has addresses of back ends,
 *     these are used and none are started
 */
public record LocalOptions(
        int port, @Nullable Path data, boolean fresh, Path definitions, Map<String, String> environment) {

    private static final String MAIL_SERVER = "SMTP_URI";

    /** Options with any free port, temporary data and the environment of this process. */
    public static LocalOptions temporary(Path definitions) {
        return new LocalOptions(0, null, false, definitions, System.getenv());
    }

    public LocalOptions onPort(int chosen) {
        return new LocalOptions(chosen, data, fresh, definitions, environment);
    }

    public LocalOptions keptIn(Path directory) {
        return new LocalOptions(port, directory, fresh, definitions, environment);
    }

    /** Adds variables, which override those of the same name. */
    public LocalOptions with(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new LocalOptions(port, data, fresh, definitions, Map.copyOf(all));
    }

    /**
     * Adds the defaults of a local system, which variables of the environment override: webhooks may reach loopback
     * addresses, their secrets and the tokens of invitations are derived from the signing key, and links in mails lead to the
     * gateway's port. Mail goes to the given server.
     *
     * @param mailServer the mail catcher; null if the environment names a mail server
     */
    LocalOptions withDefaults(SigningKey key, @Nullable URI mailServer) {
        Map<String, String> all = new HashMap<>(Map.of(
                "WEBHOOK_KEY",
                key.derive("webhooks"),
                "WEBHOOK_NETWORKS",
                "127.0.0.0/8,::1/128",
                "INVITATION_KEY",
                key.derive("invitations")));
        if (port > 0) {
            all.put("SITE_URI", "http://localhost:" + port);
        }
        all.keySet().removeIf(name -> environment.containsKey(name + "_FILE"));
        all.putAll(environment);
        if (mailServer != null) {
            all.put(MAIL_SERVER, mailServer.toString());
        }
        return new LocalOptions(port, data, fresh, definitions, Map.copyOf(all));
    }

    /** Sends the traces of every service to that collector by OTLP, overriding the environment. */
    public LocalOptions exportingTo(URI collector) {
        Map<String, String> all = new HashMap<>(environment);
        all.keySet().removeIf(name -> name.startsWith("OTEL_EXPORTER_OTLP_TRACES_"));
        all.put("OTEL_TRACES_EXPORTER", "otlp");
        all.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        all.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.toString());
        return new LocalOptions(port, data, fresh, definitions, Map.copyOf(all));
    }

    /** Returns true if services record spans at all. */
    boolean traces() {
        return !"true".equalsIgnoreCase(environment.get("OTEL_SDK_DISABLED"));
    }

    /** Returns true if the environment names a mail server. */
    boolean mailsElsewhere() {
        return Stream.of(MAIL_SERVER, MAIL_SERVER + "_FILE")
                .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
    }

    public LocalOptions freshly(boolean yes) {
        return new LocalOptions(port, data, yes, definitions, environment);
    }
}
