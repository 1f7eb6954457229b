package dev.tandem.kit.testing;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.config.Environment;
import java.util.HashMap;
import java.util.Map;

/** The environment of a service on the shared back ends and a free port. */
public final class ServiceEnvironment {

    private ServiceEnvironment() {}

    /** With the broker's user of that service, a database of that name, and {@code more} that only this service asks for. */
    public static Environment of(String service, String database, TokenIssuer issuer, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(more);
        variables.putIfAbsent("WARM_UP_SECONDS", "0");
        variables.put("HTTP_HOST", "127.0.0.1");
        variables.put("HTTP_PORT", "0");
        variables.put("MANAGEMENT_PORT", "0");
        variables.putIfAbsent("AMQP_URI", SharedBackends.get().broker().amqpUri(service));
        variables.putIfAbsent("DATABASE_URI", SharedBackends.get().postgres().uri(database));
        variables.put("AUTH_ISSUER", TokenIssuer.ISSUER);
        variables.put("AUTH_AUDIENCE", TokenIssuer.AUDIENCE);
        variables.put("AUTH_JWKS_URI", issuer.settings().jwksUri().toString());
        return Environment.of(variables);
    }
}
