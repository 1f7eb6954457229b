package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Decides, as the broker does, what the definitions allow a user: a pattern must be found in a name, and need not match all
 * of it.
 */
record Permissions(Topology topology, String user) {

    boolean configures(String queue) {
        return own().stream().anyMatch(permission -> found(permission.path("configure"), queue));
    }

    boolean reads(String queue) {
        return own().stream().anyMatch(permission -> found(permission.path("read"), queue));
    }

    /** A user without a topic permission for an exchange is not restricted there to topics. */
    boolean publishes(String exchange, String key) {
        return own().stream().anyMatch(permission -> found(permission.path("write"), exchange))
                && topology.topicPermissions().stream()
                        .filter(this::isOwn)
                        .filter(permission ->
                                permission.path("exchange").asText().equals(exchange))
                        .allMatch(permission -> found(permission.path("write"), key));
    }

    private List<JsonNode> own() {
        return topology.permissions().stream().filter(this::isOwn).toList();
    }

    private boolean isOwn(JsonNode permission) {
        return permission.path("user").asText().equals(user)
                && permission.path("vhost").asText().equals("/");
    }

    private static boolean found(JsonNode pattern, String name) {
        return Pattern.compile(pattern.asText()).matcher(name).find();
    }
}
