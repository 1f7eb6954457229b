package dev.tandem.acceptance.board;

import dev.tandem.acceptance.torture.load.Api;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/**
 * A client's copy of a project, with its sections and tasks and the members of its workspace.
 *
 * @param things by their kind and id
 */
record Board(Map<String, JsonObject> things) {

    private static final Map<String, String> IDS =
            Map.of("task", "id", "section", "id", "project", "id", "member", "userId");

    /** Reads all of it, page by page; fails if something is not answered. */
    static Board read(Api api, String user, String workspace, String project) {
        Board board = new Board(new TreeMap<>());
        Api.Answer answer = api.get(user, "/v1/projects/" + project);
        if (answer.status() != 200) {
            throw new Unanswered(answer);
        }
        board.keep("project", answer.body());
        board.list(api, user, "section", "/v1/projects/" + project + "/sections");
        board.list(api, user, "task", "/v1/projects/" + project + "/tasks");
        board.list(api, user, "member", "/v1/workspaces/" + workspace + "/members");
        return board;
    }

    private void list(Api api, String user, String kind, String path) {
        String cursor = "";
        while (cursor != null) {
            Api.Answer page = api.get(user, path + "?limit=100" + cursor);
            if (page.status() != 200) {
                throw new Unanswered(page);
            }
            page.body().getJsonArray("items").forEach(item -> keep(kind, (JsonObject) item));
            String next = page.body().getString("nextCursor");
            cursor = next == null ? null : "&cursor=" + next;
        }
    }

    /** Applies an event as the contract says, without reading anything. */
    void apply(JsonObject event) {
        IDS.forEach((kind, id) -> {
            JsonObject thing = event.getJsonObject(kind);
            if (thing != null) {
                JsonObject own = things.get(kind + " " + thing.getString(id));
                if (own == null || !isOlder(thing, own)) {
                    keep(kind, thing);
                }
            }
        });
        if (event.getBoolean("gone", false)) {
            JsonObject data = event.getJsonObject("data");
            String type = event.getString("type");
            things.remove("task " + event.getString("taskId"));
            if (type.startsWith("section.")) {
                things.remove("section " + data.getString("sectionId"));
            } else if (type.startsWith("member.")) {
                things.remove("member " + data.getString("userId"));
            } else if (type.startsWith("project.")) {
                things.clear();
            }
        }
    }

    private static boolean isOlder(JsonObject thing, JsonObject own) {
        return thing.containsKey("version") && thing.getLong("version") < own.getLong("version");
    }

    private void keep(String kind, JsonObject thing) {
        things.put(kind + " " + thing.getString(IDS.get(kind)), thing);
    }

    long count(String kind) {
        return things.keySet().stream()
                .filter(key -> key.startsWith(kind + " "))
                .count();
    }

    /** The service does not answer at present. */
    static final class Unanswered extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unanswered(Api.Answer answer) {
            super(answer.toString());
        }
    }
}
