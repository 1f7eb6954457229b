package dev.tandem.project;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;

/** What the service answered. */
record Answer(int status, HttpResponse<String> response) {

    JsonObject json() {
        return new JsonObject(response.body());
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** One member of each item of a list. */
    List<String> items(String member) {
        JsonArray items = json().getJsonArray("items");
        return IntStream.range(0, items.size())
                .mapToObj(i -> items.getJsonObject(i).getString(member))
                .toList();
    }

    List<String> violations() {
        JsonArray errors = json().getJsonArray("errors");
        return IntStream.range(0, errors.size())
                .mapToObj(i -> errors.getJsonObject(i).getString("pointer"))
                .toList();
    }
}
