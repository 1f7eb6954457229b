package dev.tandem.acceptance.torture.system;

import dev.tandem.backends.Broker;
import dev.tandem.backends.Postgres;
import dev.tandem.local.identity.Tokens;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The environment of the instances.
 *
 * @param directory for their output
 * @param keys address of the issuer's public keys
 * @param addresses of the services, by the variables that hold them; filled before the first instance starts
 * @param variables for every instance
 */
record InstanceSettings(
        Vertx vertx,
        Postgres postgres,
        Broker broker,
        Ports ports,
        Path directory,
        URI keys,
        Map<String, String> addresses,
        Map<String, String> variables) {

    private static final List<String> FLAGS = List.of(
            "-Xmx192m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    /** They give events up soon, so that a fault of seconds fills the dead letters; the others have the usual policy. */
    private static final Map<String, String> POLICIES =
            Map.of("project-service", "1 attempt from 1s", "notifier", "3 attempts from 1s doubling");

    /** What is done to them comes from few workspaces, and is to be carried out rather than refused. */
    private static final Map<String, String> LIMITS = Map.of(
            "QUOTA_PER_SECOND", "100000",
            "QUOTA_BURST", "100000",
            "QUOTA_OUTSTANDING", "100000",
            "QUOTA_READS_PER_SECOND", "100000",
            "QUOTA_READ_BURST", "100000",
            "WARM_UP_SECONDS", "0",
            "WEBHOOK_KEY", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "WEBHOOK_NETWORKS", "127.0.0.0/8");

    /** Of an instance of that service, with what is its own. */
    Map<String, String> environment(Program program, Map<String, String> own) {
        Map<String, String> environment = new HashMap<>(LIMITS);
        Optional.ofNullable(POLICIES.get(program.name())).ifPresent(policy -> environment.put("RETRY_POLICY", policy));
        environment.putAll(Map.of(
                "HTTP_HOST",
                "127.0.0.1",
                "AUTH_ISSUER",
                Tokens.ISSUER,
                "AUTH_AUDIENCE",
                Tokens.AUDIENCE,
                "AUTH_JWKS_URI",
                keys.toString(),
                "LOG_FORMAT",
                "text"));
        environment.putAll(addresses);
        environment.putAll(variables);
        environment.putAll(own);
        return environment;
    }

    List<String> command(Program program) {
        return Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        FLAGS.stream(),
                        Stream.of(Leftovers.mark(directory), "-cp", ClassPath.ofServices(), program.main()))
                .flatMap(part -> part)
                .toList();
    }
}
