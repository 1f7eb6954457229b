package dev.tandem.acceptance.fairness;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Polls one user's inbox while a test waits for an entry about a project. Reads from the newest entry back to those read
 * before, so that none is missed however many arrive at once.
 */
final class Inbox {

    private static final long LONGEST_PAUSE_MS = 50;

    private final Vertx vertx;
    private final Api api;
    private final boolean wholly;
    private final Map<String, Promise<Void>> awaited = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private boolean reading;
    private long waitingSince;

    /** @param wholly whether to read back to what is known; else the newest page only, where what comes last will be */
    Inbox(Vertx vertx, Api api, boolean wholly) {
        this.vertx = vertx;
        this.api = api;
        this.wholly = wholly;
    }

    /** Completes when the entry about the project is there. */
    synchronized Future<Void> about(String project) {
        if (seen.contains(project)) {
            return Future.succeededFuture();
        }
        Promise<Void> there = Promise.promise();
        awaited.put(project, there);
        if (!reading) {
            reading = true;
            waitingSince = System.nanoTime();
            read(null);
        }
        return there.future();
    }

    private void read(@Nullable String cursor) {
        api.get("/v1/notifications?limit=20" + (cursor == null ? "" : "&cursor=" + cursor))
                .onSuccess(answer -> {
                    if (answer.status() == 200) {
                        entries(new JsonObject(answer.body()));
                    } else {
                        later();
                    }
                })
                .onFailure(e -> later());
    }

    private void entries(JsonObject page) {
        JsonArray items = page.getJsonArray("items");
        int fresh = 0;
        for (int i = 0; i < items.size(); i++) {
            String project = items.getJsonObject(i).getString("projectId");
            if (project != null && sees(project)) {
                fresh++;
            }
        }
        String next = page.getString("nextCursor");
        if (wholly && fresh == items.size() && next != null) {
            read(next);
        } else {
            later();
        }
    }

    private boolean sees(String project) {
        Promise<Void> there;
        synchronized (this) {
            if (!seen.add(project)) {
                return false;
            }
            there = awaited.remove(project);
            waitingSince = System.nanoTime();
        }
        if (there != null) {
            there.complete();
        }
        return true;
    }

    private void later() {
        long passed;
        synchronized (this) {
            if (awaited.isEmpty()) {
                reading = false;
                return;
            }
            passed = (System.nanoTime() - waitingSince) / 1_000_000;
        }
        vertx.setTimer(Math.max(1, Math.min(LONGEST_PAUSE_MS, passed / 10)), timer -> read(null));
    }
}
