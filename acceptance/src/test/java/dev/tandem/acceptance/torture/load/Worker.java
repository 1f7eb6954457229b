package dev.tandem.acceptance.torture.load;

import dev.tandem.acceptance.torture.load.Api.Answer;
import dev.tandem.acceptance.torture.system.Pause;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * One client: sends requests, repeats those with an unknown outcome under their keys, follows accepted ones, and tries
 * forbidden ones.
 */
final class Worker {

    /** Of this client, in each workspace. */
    private static final int TEMPORARY_MEMBERS = 2;

    private static final Duration BEFORE_ASKING_AGAIN = Duration.ofMillis(150);

    private final Api api;
    private final Journal journal;
    private final Random random;
    private final String name;
    private final Deque<Submission> pending = new ArrayDeque<>();
    private final Deque<Step> halfDone = new ArrayDeque<>();
    private final List<TemporaryMember> temporaryMembers = new ArrayList<>();
    private int made;

    /** A change of a member that is asked for until it is known to be made. */
    private record Step(TemporaryMember temporaryMember, boolean joins, boolean repeated) {}

    Worker(Api api, Journal journal, String name, long seed) {
        this.api = api;
        this.journal = journal;
        this.name = name;
        this.random = new Random(seed);
        journal.teams().forEach(team -> {
            for (int i = 0; i < TEMPORARY_MEMBERS; i++) {
                temporaryMembers.add(new TemporaryMember(team, "guest-" + name + "-" + i));
            }
        });
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
                    List<Submission> rest = List.copyOf(pending);
                    pending.clear();
                    rest.forEach(this::ask);
                    List<Step> steps = List.copyOf(halfDone);
                    halfDone.clear();
                    steps.forEach(this::change);
                    return pending.isEmpty() && halfDone.isEmpty();
                },
                Duration.ofMillis(200),
                patience);
        pending.forEach(submission -> journal.complain("the request " + submission.key + " never got an answer"));
        halfDone.forEach(step -> journal.complain(step + " never got an answer"));
    }

    private void step() {
        int dice = random.nextInt(100);
        Team team = any(journal.teams());
        if (dice < 50 && !pending.isEmpty()) {
            ask(pending.removeFirst());
        } else if (dice < 50 && !halfDone.isEmpty()) {
            change(halfDone.removeFirst());
        } else if (dice < 70) {
            Submission submission = submission(team);
            journal.add(submission);
            ask(submission);
        } else if (dice < 73) {
            trespass(team);
        } else if (dice < 77) {
            invite();
        } else {
            List<Submission> accepted = journal.accepted();
            if (!accepted.isEmpty()) {
                watch(accepted.get(accepted.size() - 1 - random.nextInt(Math.min(40, accepted.size()))));
            }
        }
    }

    /** A project, or something in or about what the clients have seen succeed. */
    private Submission submission(Team team) {
        String key = name + "-" + ++made;
        String user = any(team.creators());
        int dice = random.nextInt(10);
        List<Submission> places = journal.accepted().stream()
                .filter(submission -> submission.team.equals(team) && submission.seenSucceeded())
                .filter(submission -> submission.kind == (dice < 7 ? Submission.Kind.PROJECT : Submission.Kind.TASK))
                .toList();
        if (dice < 4 || places.isEmpty()) {
            Submission.Fate fate = random.nextInt(25) == 0 ? Submission.Fate.FAILS : Submission.Fate.SUCCEEDS;
            return Submission.project(key, team, user, fate);
        }
        // Lately made ones, so that some get several.
        Submission place = places.get(places.size() - 1 - random.nextInt(Math.min(5, places.size())));
        return switch (dice) {
            case 4 -> Submission.section(key, user, place);
            case 5, 6 -> Submission.task(key, user, place, random.nextBoolean() ? any(team.founders()) : null);
            case 7 -> Submission.renaming(key, user, place);
            default -> Submission.comment(key, user, place, any(team.founders()));
        };
    }

    private void ask(Submission submission) {
        Answer answer = submission.kind == Submission.Kind.RENAMING
                ? api.patch(submission.user, submission.path, submission.key, submission.body())
                : api.post(submission.user, submission.path, submission.key, submission.body());
        if (answer.status() == 202) {
            submission.accepted(answer.body());
        } else if (answer.unsettled()) {
            journal.notSettled();
            pending.addLast(submission);
            Pause.of(BEFORE_ASKING_AGAIN);
        } else {
            journal.complain("a permitted request (" + submission.key + ") was answered " + answer);
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

    /** Lets somebody join who is no member, or leave who is one. */
    private void invite() {
        TemporaryMember temporaryMember = any(temporaryMembers);
        if (halfDone.stream().noneMatch(step -> step.temporaryMember().equals(temporaryMember))) {
            boolean joins = !journal.temporaryMembers().getOrDefault(temporaryMember, false);
            change(new Step(temporaryMember, joins, false));
        }
    }

    private void change(Step step) {
        String owner = step.temporaryMember().team().owner();
        Answer answer = step.joins()
                ? api.put(owner, step.temporaryMember().membership(), new JsonObject().put("role", "member"))
                : api.delete(owner, step.temporaryMember().membership());
        boolean done = answer.status() == (step.joins() ? 200 : 204) || (step.repeated() && answer.status() == 404);
        if (done) {
            journal.settled(step.temporaryMember(), step.joins());
            knock(step.temporaryMember(), step.joins());
            if (step.repeated()) {
                retire(step.temporaryMember());
            }
        } else if (answer.unsettled()) {
            journal.notSettled();
            halfDone.addLast(new Step(step.temporaryMember(), step.joins(), true));
            Pause.of(BEFORE_ASKING_AGAIN);
        } else {
            journal.complain("an owner's change of a member (" + step + ") was answered " + answer);
        }
    }

    /** The first request may still be on its way, and must not meet the opposite one. */
    private void retire(TemporaryMember temporaryMember) {
        temporaryMembers.set(
                temporaryMembers.indexOf(temporaryMember),
                new TemporaryMember(temporaryMember.team(), "guest-" + name + "-" + ++made));
    }

    /** Whoever was let in reads, and whoever was removed does not, from that moment on. */
    private void knock(TemporaryMember temporaryMember, boolean member) {
        Answer answer = api.get(temporaryMember.user(), temporaryMember.feed());
        if (!answer.unsettled() && (answer.status() == 200) != member) {
            journal.complain(temporaryMember + (member ? " was let in" : " was removed") + ", and reading was answered "
                    + answer.status());
        }
    }

    private void watch(Submission submission) {
        String operation = submission.operations().iterator().next();
        Answer answer = api.get(submission.user, "/v1/operations/" + operation);
        if (answer.status() == 200) {
            told(submission, answer.body());
        } else if (!answer.unsettled()) {
            journal.complain("the accepted operation " + operation + " was answered " + answer);
        }
    }

    private void told(Submission submission, JsonObject operation) {
        String status = operation.getString("status");
        boolean good = submission.fate == Submission.Fate.SUCCEEDS;
        if (status.equals(good ? "failed" : "succeeded")) {
            journal.complain(
                    "the operation of " + submission.key + " (" + submission.fate + ") is " + operation.encode());
        } else if (submission.seenSucceeded() && !status.equals("succeeded")) {
            journal.complain("the operation of " + submission.key + " succeeded and then was " + status);
        } else if (status.equals("succeeded")) {
            submission.succeeded();
            if (submission.kind == Submission.Kind.PROJECT || submission.kind == Submission.Kind.TASK) {
                look(
                        (submission.kind == Submission.Kind.PROJECT ? "/v1/projects/" : "/v1/tasks/")
                                + submission.target(),
                        submission.user);
            }
        }
    }

    private void look(String made, String user) {
        Answer seen = api.get(user, made);
        if (seen.status() != 200 && !seen.unsettled()) {
            journal.complain(made + " of a succeeded operation was answered " + seen);
        }
        if (api.get("stranger", made).status() == 200) {
            journal.complain("a stranger reads " + made);
        }
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
