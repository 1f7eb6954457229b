package dev.tandem.acceptance.board;

import dev.tandem.acceptance.torture.load.Api;
import dev.tandem.acceptance.torture.system.Pause;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/** Users who change a project at random, each one change after the other, all at once. */
final class Writers {

    private static final Duration AGAIN = Duration.ofMillis(100);
    private static final int IDS_AT_ONCE = 50;

    private final Place at;
    private final List<String> users;
    private final List<String> tasks = new CopyOnWriteArrayList<>();
    private final List<String> sections = new CopyOnWriteArrayList<>();
    private final Map<String, ConcurrentLinkedQueue<String>> operations = new ConcurrentHashMap<>();
    private final int goal;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    Writers(Place at, List<String> users, int changes, long seed) {
        this.at = at;
        this.users = users;
        this.goal = changes;
        for (int i = 0; i < users.size(); i++) {
            String user = users.get(i);
            Random random = new Random(seed + i);
            operations.put(user, new ConcurrentLinkedQueue<>());
            Thread thread = new Thread(() -> write(user, random), "writer-" + user);
            thread.setDaemon(true);
            threads.add(thread);
        }
    }

    Writers begin() {
        threads.forEach(Thread::start);
        return this;
    }

    int accepted() {
        return accepted.get();
    }

    boolean areDone() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    /** Waits until every change has been made, or has failed for good. */
    void awaitEnds(Duration patience) {
        operations.forEach((user, own) -> {
            List<String> ids = List.copyOf(own);
            for (int from = 0; from < ids.size(); from += IDS_AT_ONCE) {
                String some = String.join(",", ids.subList(from, Math.min(from + IDS_AT_ONCE, ids.size())));
                Awaitility.await()
                        .atMost(patience)
                        .pollInterval(AGAIN)
                        .until(() -> haveEnded(at.api().get(user, "/v1/operations?ids=" + some)));
            }
        });
    }

    private static boolean haveEnded(Api.Answer answer) {
        JsonArray items = answer.body().getJsonArray("items");
        return answer.status() == 200
                && items.stream()
                        .map(JsonObject.class::cast)
                        .allMatch(each -> each.getBoolean("done") || "stalled".equals(each.getString("status")));
    }

    private void write(String user, Random random) {
        while (accepted.get() < goal) {
            change(user, random);
        }
    }

    private void change(String user, Random random) {
        int dice = random.nextInt(100);
        if (tasks.size() < 5 || (dice < 12 && tasks.size() < 300)) {
            make(
                    user,
                    tasks,
                    "/tasks",
                    new JsonObject().put("title", word(random)).put("description", word(random)));
        } else if (dice < 14 && sections.size() < 20) {
            make(user, sections, "/sections", new JsonObject().put("name", word(random)));
        } else if (dice < 17) {
            patch(user, "/v1/projects/" + at.project(), projectChange(random));
        } else if (dice < 20) {
            member(random);
        } else if (dice < 35) {
            String path = "/v1/tasks/" + any(tasks, random) + "/comments";
            JsonObject body = new JsonObject().put("text", word(random));
            String key = UUID.randomUUID().toString();
            send(user, () -> at.api().post(user, path, key, body));
        } else if (dice < 38) {
            String path = "/v1/tasks/" + any(tasks, random);
            send(user, () -> at.api().delete(user, path));
        } else if (dice < 42) {
            String path = "/v1/tasks/" + any(tasks, random) + "/restoration";
            String key = UUID.randomUUID().toString();
            send(user, () -> at.api().post(user, path, key, new JsonObject()));
        } else {
            patch(user, "/v1/tasks/" + any(tasks, random), taskChange(random));
        }
    }

    private void patch(String user, String path, JsonObject body) {
        String key = UUID.randomUUID().toString();
        send(user, () -> at.api().patch(user, path, key, body));
    }

    private JsonObject taskChange(Random random) {
        JsonObject body = new JsonObject();
        while (body.isEmpty() || random.nextInt(3) == 0) {
            switch (random.nextInt(6)) {
                case 0 -> body.put("title", word(random));
                case 1 -> body.put("description", random.nextBoolean() ? word(random) : null);
                case 2 ->
                    body.put("sectionId", sections.isEmpty() || random.nextInt(5) == 0 ? null : any(sections, random));
                case 3 -> body.put("assigneeId", random.nextInt(4) == 0 ? null : any(users, random));
                case 4 -> body.put("dueOn", random.nextInt(4) == 0 ? null : "2027-01-" + (10 + random.nextInt(20)));
                default -> body.put("completed", random.nextBoolean());
            }
        }
        return body;
    }

    private static JsonObject projectChange(Random random) {
        return random.nextBoolean()
                ? new JsonObject().put("name", word(random))
                : new JsonObject().put("description", word(random));
    }

    private void member(Random random) {
        String path = "/v1/workspaces/" + at.workspace() + "/members/guest-" + random.nextInt(3);
        JsonObject body = new JsonObject()
                .put("role", random.nextBoolean() ? "member" : "viewer")
                .put("name", word(random));
        Api.Answer answer = random.nextInt(3) == 0
                ? settled(() -> at.api().delete(at.owner(), path))
                : settled(() -> at.api().put(at.owner(), path, body));
        if (answer.status() < 300) {
            accepted.incrementAndGet();
        }
    }

    private void make(String user, List<String> made, String path, JsonObject body) {
        String key = UUID.randomUUID().toString();
        Api.Answer answer = send(user, () -> at.api().post(user, "/v1/projects/" + at.project() + path, key, body));
        if (answer.status() == 202) {
            made.add(answer.body().getJsonObject("target").getString("id"));
        }
    }

    private Api.Answer send(String user, Supplier<Api.Answer> request) {
        Api.Answer answer = settled(request);
        if (answer.status() == 202) {
            accepted.incrementAndGet();
            operations.get(user).add(answer.body().getString("id"));
        }
        return answer;
    }

    private static Api.Answer settled(Supplier<Api.Answer> request) {
        Api.Answer answer = request.get();
        while (answer.unsettled()) {
            Pause.of(AGAIN);
            answer = request.get();
        }
        return answer;
    }

    private static String any(List<String> ids, Random random) {
        return ids.get(random.nextInt(ids.size()));
    }

    private static String word(Random random) {
        return "word " + random.nextInt(1_000_000);
    }
}
