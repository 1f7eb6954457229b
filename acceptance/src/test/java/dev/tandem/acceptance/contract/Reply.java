package dev.tandem.acceptance.contract;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;

/** An answer that was checked against the contract. */
record Reply(HttpResponse<String> answer) {

    int status() {
        return answer.statusCode();
    }

    String header(String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    JsonObject body() {
        return new JsonObject(answer.body());
    }

    JsonArray items() {
        return body().getJsonArray("items");
    }

    /** One member of each item. */
    List<Object> each(String member) {
        return items().stream()
                .map(item -> ((JsonObject) item).getValue(member))
                .toList();
    }

    /** The id of what an operation makes or changes. */
    String target() {
        return body().getJsonObject("target").getString("id");
    }

    Reply with(int status) {
        if (status() != status) {
            throw new AssertionError("%s %s was answered %d, not %d: %s"
                    .formatted(answer.request().method(), answer.uri(), status(), status, answer.body()));
        }
        return this;
    }
}
