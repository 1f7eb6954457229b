package dev.tandem.local;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Options with which a local system is started.
 *
 * @param port of the gateway on the loopback interface, 0 for any free one
 * @param data kept from run to run; null for temporary data
 * @param fresh whether what {@code data} holds is deleted first
 * @param definitions RabbitMQ's
 * @param environment passed on to every service, {@code OTEL_SERVICE_NAME} excepted; addresses of back ends in it are used
 *     instead of starting any
 */
public record LocalOptions(
        int port, @Nullable Path data, boolean fresh, Path definitions, Map<String, String> environment) {

    /** Any free port, temporary data, the environment of this process. */
    public static LocalOptions temporary(Path definitions) {
        return new LocalOptions(0, null, false, definitions, System.getenv());
    }

    public LocalOptions onPort(int chosen) {
        return new LocalOptions(chosen, data, fresh, definitions, environment);
    }

    public LocalOptions keptIn(Path directory) {
        return new LocalOptions(port, directory, fresh, definitions, environment);
    }

    /** With more variables, which hide those of the same name. */
    public LocalOptions with(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(variables);
        return new LocalOptions(port, data, fresh, definitions, Map.copyOf(all));
    }

    /** With every service's traces sent there by OTLP, whatever the environment says of where to. */
    public LocalOptions exportingTo(URI collector) {
        Map<String, String> all = new HashMap<>(environment);
        all.keySet().removeIf(name -> name.startsWith("OTEL_EXPORTER_OTLP_TRACES_"));
        all.put("OTEL_TRACES_EXPORTER", "otlp");
        all.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        all.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.toString());
        return new LocalOptions(port, data, fresh, definitions, Map.copyOf(all));
    }

    /** Whether services record spans at all. */
    boolean traces() {
        return !"true".equalsIgnoreCase(environment.get("OTEL_SDK_DISABLED"));
    }

    public LocalOptions freshly(boolean yes) {
        return new LocalOptions(port, data, yes, definitions, environment);
    }
}
