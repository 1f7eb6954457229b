package dev.tandem.kit.health;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** The state of a service and of its dependencies at one moment. */
public record Report(String service, boolean draining, Map<String, Status> checks) {

    /** False while draining, and while any check is down. */
    public boolean ready() {
        return !draining && worst() != Status.State.DOWN;
    }

    public JsonObject toJson() {
        JsonArray list = new JsonArray();
        checks.forEach((name, status) -> list.add(entry(name, status)));
        return new JsonObject()
                .put("service", service)
                .put("status", draining ? "draining" : name(worst()))
                .put("checks", list);
    }

    private Status.State worst() {
        return checks.values().stream()
                .map(Status::state)
                .max(Comparator.naturalOrder())
                .orElse(Status.State.UP);
    }

    private static JsonObject entry(String name, Status status) {
        JsonObject entry = new JsonObject().put("name", name).put("status", name(status.state()));
        return status.detail() == null ? entry : entry.put("detail", status.detail());
    }

    private static String name(Status.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
