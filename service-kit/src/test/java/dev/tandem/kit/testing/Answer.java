package dev.tandem.kit.testing;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;

/** What a service answered. */
public record Answer(HttpResponse<String> response) {

    public int status() {
        return response.statusCode();
    }

    /** Empty when there is none. */
    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public String contentType() {
        return header("Content-Type");
    }

    public String text() {
        return response.body();
    }

    public JsonObject json() {
        return new JsonObject(response.body());
    }

    /** One member of each item of a page. */
    public List<String> items(String member) {
        return texts("items", member);
    }

    /** The pointers of a problem's errors. */
    public List<String> violations() {
        return texts("errors", "pointer");
    }

    private List<String> texts(String list, String member) {
        return json().getJsonArray(list).stream()
                .map(item -> ((JsonObject) item).getString(member))
                .toList();
    }
}
