package dev.tandem.acceptance.deployment;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** Reads the dashboard for Grafana. */
final class Dashboard {

    static final String FILE = "docker/grafana/dashboards/tandem.json";

    private Dashboard() {}

    static JsonObject json() {
        return new JsonObject(Repository.text(FILE));
    }

    /** Everything but the rows between them. */
    static List<JsonObject> panels() {
        return objects(json().getJsonArray("panels"))
                .filter(panel -> !"row".equals(panel.getString("type")))
                .toList();
    }

    /** What the panels and the variables ask Prometheus. */
    static List<String> expressions() {
        Stream<String> panels = panels().stream()
                .flatMap(panel -> objects(panel.getJsonArray("targets")))
                .map(target -> target.getString("expr"));
        Stream<String> variables = objects(json().getJsonObject("templating").getJsonArray("list"))
                .map(variable -> variable.getString("definition").replaceFirst("label_values\\((.*),.*\\)", "$1"));
        return Stream.concat(panels, variables).toList();
    }

    static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
