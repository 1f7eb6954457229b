package dev.tandem.gateway;

import dev.tandem.gateway.accept.QuotaSettings;
import dev.tandem.kit.auth.AuthSettings;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.http.HttpSettings;
import dev.tandem.runtime.ServiceSettings;
import java.net.URI;
import java.util.Arrays;
import java.util.List;

/** The settings of this service, read from the environment. */
public record GatewayConfig(
        ServiceSettings settings,
        URI projectService,
        URI activityFeed,
        URI notifier,
        URI analytics,
        URI deadLetters,
        QuotaSettings quota,
        int waitersPerWorkspace,
        int streamsPerUser) {

    public static GatewayConfig from(Environment environment) {
        ServiceSettings settings = ServiceSettings.from(environment);
        return new GatewayConfig(
                settings.with(settings.http().atTheEdge().withOrigins(origins(environment))),
                environment.uri("PROJECT_SERVICE_URI", "project-service, as http://host:port"),
                environment.uri("ACTIVITY_FEED_URI", "activity-feed, as http://host:port"),
                environment.uri("NOTIFIER_URI", "notifier, as http://host:port"),
                environment.uri("ANALYTICS_URI", "analytics, as http://host:port"),
                environment.uri("DEAD_LETTERS_URI", "dead-letters, as http://host:port"),
                QuotaSettings.from(environment),
                environment.integer(
                        "WAITERS_PER_WORKSPACE",
                        "requests that may be held until the end of operations of one workspace",
                        0,
                        100_000,
                        500),
                environment.integer("STREAMS_PER_USER", "streams that one user may have open", 1, 100_000, 10));
    }

    /**
     * A copy that listens on any free local port, trusts another token issuer, and calls one address in place of all other
     * services.
     */
    GatewayConfig among(AuthSettings issuer, URI others) {
        return new GatewayConfig(
                settings.with(HttpSettings.local().atTheEdge()).with(issuer),
                others,
                others,
                others,
                others,
                others,
                quota,
                waitersPerWorkspace,
                streamsPerUser);
    }

    private static List<String> origins(Environment environment) {
        return environment.value(
                "CORS_ORIGINS",
                "web pages that may call the API from browsers",
                "origins with commas between them, as https://app.example.com",
                List.of(),
                GatewayConfig::origins);
    }

    private static List<String> origins(String text) {
        List<String> origins = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
        if (!origins.stream().allMatch(each -> each.matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?"))) {
            throw new IllegalArgumentException("not a list of origins");
        }
        return origins;
    }
}
