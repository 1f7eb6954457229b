package dev.tandem.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What happened in projects, as analytics answers it: the same for all gateways of a JVM. Each project is a workspace of its own. */
public final class BoardStandIn {

    private static final BoardStandIn SHARED = new BoardStandIn();

    private final Map<String, List<JsonObject>> news = new ConcurrentHashMap<>();
    private final Set<String> barred = ConcurrentHashMap.newKeySet();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();

    private BoardStandIn() {}

    public static BoardStandIn get() {
        return SHARED;
    }

    /** Archives that a task was renamed, which gave it that version. */
    public void renamed(UUID project, UUID task, long version) {
        add(project, "t" + task, fact(project, "task.renamed", version).put("taskId", task.toString()));
    }

    /** Archives a fact of the project itself, which gave it that version. */
    public void happened(UUID project, String type, long version) {
        add(project, "project" + project, fact(project, type, version));
    }

    private static JsonObject fact(UUID project, String type, long version) {
        return new JsonObject()
                .put("id", UUID.randomUUID().toString())
                .put("type", type)
                .put("workspaceId", project.toString())
                .put("projectId", project.toString())
                .put("sequence", version)
                .put("at", Instant.now().toString())
                .put("data", new JsonObject());
    }

    private void add(UUID project, String thing, JsonObject event) {
        List<JsonObject> chain = news.computeIfAbsent(project.toString(), first -> new CopyOnWriteArrayList<>());
        chain.add(new JsonObject()
                .put("place", chain.size() + 1L)
                .put("thing", thing)
                .put("event", event));
        InboxStandIn.get().hint("p" + project);
    }

    /** From now on, the whole request is refused if the user is among those who ask. */
    public void refuse(String user, boolean refuses) {
        if (refuses) {
            refused.add(user);
        } else {
            refused.remove(user);
        }
    }

    /** From now on, the user may read no project. */
    public void bar(String user) {
        barred.add(user);
    }

    Upstream.Reply reply(Upstream.Seen request) {
        JsonObject body = new JsonObject(request.body());
        boolean refuses =
                body.getJsonArray("tokens").stream().anyMatch(token -> refused.contains(user((String) token)));
        return refuses
                ? new Upstream.Reply(
                        400,
                        "application/problem+json",
                        new JsonObject()
                                .put("type", "/problems/malformed")
                                .put("title", "No")
                                .put("status", 400)
                                .encode())
                : new Upstream.Reply(202, "application/json", news(body).encode());
    }

    private JsonObject news(JsonObject body) {
        JsonArray answers = new JsonArray();
        for (Object each : body.getJsonArray("questions")) {
            JsonObject question = (JsonObject) each;
            String token = body.getJsonArray("tokens").getString(question.getInteger("token"));
            JsonObject answer = answer(question);
            boolean checks = !question.containsKey("workspaceId")
                    || question.getBoolean("check", false)
                    || !answer.getJsonArray("news", new JsonArray()).isEmpty();
            answers.add(checks && barred.contains(user(token)) ? notFound() : answer);
        }
        return new JsonObject().put("answers", answers);
    }

    private JsonObject answer(JsonObject question) {
        List<JsonObject> chain = news.getOrDefault(question.getString("projectId"), List.of());
        JsonObject answer = new JsonObject().put("readAt", Instant.now().toString());
        if (!question.containsKey("workspaceId")) {
            boolean known = question.containsKey("after");
            return answer.put("workspaceId", question.getString("projectId"))
                    .put("known", known)
                    .put("place", known ? question.getLong("after") : (Long) (long) chain.size());
        }
        long after = question.getLong("after");
        JsonArray items = new JsonArray();
        chain.stream()
                .filter(each -> each.getLong("place") > after)
                .map(each -> each.copy().put("before", before(chain, each)))
                .forEach(items::add);
        return answer.put("news", items).put("place", (long) chain.size()).put("more", false);
    }

    private static Long before(List<JsonObject> chain, JsonObject one) {
        long version = one.getJsonObject("event").getLong("sequence");
        return version <= 1
                ? (Long) 0L
                : chain.stream()
                        .filter(each -> each.getString("thing").equals(one.getString("thing"))
                                && each.getJsonObject("event").getLong("sequence") == version - 1)
                        .map(each -> each.getLong("place"))
                        .findFirst()
                        .orElse(null);
    }

    private static JsonObject notFound() {
        return new JsonObject()
                .put(
                        "problem",
                        new JsonObject()
                                .put("type", "/problems/not-found")
                                .put("title", "No")
                                .put("status", 404));
    }

    private static String user(String token) {
        String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
        return new JsonObject(claims).getString("sub");
    }
}
