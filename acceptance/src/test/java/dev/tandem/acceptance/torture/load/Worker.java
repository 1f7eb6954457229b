package dev.tandem.acceptance.torture.load;

import dev.tandem.acceptance.torture.load.Api.Answer;
import dev.tandem.acceptance.torture.system.Pause;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** One client: asks, asks again where it has learnt nothing, watches what it asked for, and tries what is forbidden. */
final class Worker {

    private static final Duration BEFORE_ASKING_AGAIN = Duration.ofMillis(150);

    private final Api api;
    private final Journal journal;
    private final Random random;
    private final String name;
    private final Deque<Wish> pending = new ArrayDeque<>();
    private int made;

    Worker(Api api, Journal journal, String name, long seed) {
        this.api = api;
        this.journal = journal;
        this.name = name;
        this.random = new Random(seed);
    }

    void workWhile(BooleanSupplier going, Semaphore turns) {
        while (going.getAsBoolean()) {
            turns.acquireUninterruptibly();
            try {
                step();
            } finally {
                turns.release();
            }
            Pause.of(Duration.ofMillis(5 + random.nextInt(30)));
        }
    }

    /** Asks again for all that is pending, until every answer is known or the patience over. */
    void finish(Duration patience) {
        Pause.until(
                () -> {
                    List<Wish> rest = List.copyOf(pending);
                    pending.clear();
                    rest.forEach(this::ask);
                    return pending.isEmpty();
                },
                Duration.ofMillis(200),
                patience);
        pending.forEach(wish -> journal.complain("the request " + wish.key + " never got an answer"));
    }

    private void step() {
        int dice = random.nextInt(100);
        Team team = any(journal.teams());
        if (!pending.isEmpty() && dice < 50) {
            ask(pending.removeFirst());
        } else if (dice < 75) {
            Wish.Fate fate = random.nextInt(25) == 0 ? Wish.Fate.FAILS : Wish.Fate.SUCCEEDS;
            Wish wish = new Wish(name + "-" + ++made, team, any(team.creators()), fate);
            journal.add(wish);
            ask(wish);
        } else if (dice < 78) {
            trespass(team);
        } else if (dice < 80) {
            invite(team);
        } else {
            List<Wish> accepted = journal.accepted();
            if (!accepted.isEmpty()) {
                watch(any(accepted));
            }
        }
    }

    private void ask(Wish wish) {
        Answer answer = api.post(wish.user, "/v1/projects", wish.key, wish.body());
        if (answer.status() == 202) {
            wish.accepted(answer.body());
        } else if (answer.unsettled()) {
            journal.notSettled();
            pending.addLast(wish);
            Pause.of(BEFORE_ASKING_AGAIN);
        } else {
            journal.complain("a permitted request (" + wish.key + ") was answered " + answer);
        }
    }

    /** What nobody may: a viewer creates, a stranger reads. */
    private void trespass(Team team) {
        JsonObject body = new JsonObject().put("workspaceId", team.workspace()).put("name", "Forbidden");
        Answer created = api.post(team.viewer(), "/v1/projects", name + "-no-" + ++made, body);
        if (created.status() != 403 && !created.unsettled()) {
            journal.complain("a viewer's creation was answered " + created);
        }
        Answer read = api.get("stranger", "/v1/workspaces/" + team.workspace() + "/activity");
        if (read.status() == 200) {
            journal.complain("a stranger reads the feed of " + team.workspace());
        }
    }

    private void invite(Team team) {
        String path = "/v1/workspaces/" + team.workspace() + "/members/guest-" + random.nextInt(6);
        Answer answer = api.put(team.owner(), path, new JsonObject().put("role", "member"));
        if (answer.status() != 200 && !answer.unsettled()) {
            journal.complain("an owner's invitation was answered " + answer);
        }
    }

    private void watch(Wish wish) {
        String operation = wish.operations().iterator().next();
        Answer answer = api.get(wish.user, "/v1/operations/" + operation);
        if (answer.status() == 200) {
            told(wish, answer.body());
        } else if (!answer.unsettled()) {
            journal.complain("the accepted operation " + operation + " was answered " + answer);
        }
    }

    private void told(Wish wish, JsonObject operation) {
        String status = operation.getString("status");
        boolean good = wish.fate == Wish.Fate.SUCCEEDS;
        if (status.equals(good ? "failed" : "succeeded")) {
            journal.complain("the operation of " + wish.key + " (" + wish.fate + ") is " + operation.encode());
        } else if (wish.seenSucceeded() && !status.equals("succeeded")) {
            journal.complain("the operation of " + wish.key + " succeeded and then was " + status);
        } else if (status.equals("succeeded")) {
            wish.succeeded();
            Answer project = api.get(wish.user, "/v1/projects/" + wish.project());
            if (project.status() != 200 && !project.unsettled()) {
                journal.complain("the project of a succeeded operation was answered " + project);
            }
            Answer theft = api.get("stranger", "/v1/projects/" + wish.project());
            if (theft.status() == 200) {
                journal.complain("a stranger reads the project " + wish.project());
            }
        }
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
