package dev.tandem.acceptance.torture.load;

import dev.tandem.acceptance.torture.load.Api.Answer;
import dev.tandem.acceptance.torture.system.Pause;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** The clients of one scenario, on threads and in workspaces of their own. */
public final class Load implements AutoCloseable {

    private static final int WORKERS = 4;
    private static final int TEAMS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Journal journal;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final List<Future<?>> running = new ArrayList<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
    private volatile boolean going = true;
    private final Semaphore turns = new Semaphore(WORKERS, true);

    private Load(Api api, String name, long seed, HookReceiver receiver) {
        List<Team> teams = new ArrayList<>();
        for (int i = 0; i < TEAMS; i++) {
            teams.add(found(api, name + "-t" + i, receiver));
        }
        journal = new Journal(teams);
        for (int i = 0; i < WORKERS; i++) {
            workers.add(new Worker(api, journal, name + "-w" + i, seed * WORKERS + i));
        }
        for (Team team : teams) {
            team.listeners().forEach(user -> listeners.add(Listener.begin(api, user, journal)));
        }
        for (Worker worker : workers) {
            running.add(threads.submit(() -> worker.workWhile(() -> going, turns)));
        }
    }

    /**
     * Founds workspaces and begins.
     *
     * @param name in which every user, key and workspace of it begins
     * @param receiver gets what happens in the workspaces
     */
    public static Load begin(Api api, String name, long seed, HookReceiver receiver) {
        return new Load(api, name, seed, receiver);
    }

    public Journal journal() {
        return journal;
    }

    /** Lets nobody ask for anything; returns when what was under way has been answered. */
    public void rest() {
        turns.acquireUninterruptibly(WORKERS);
    }

    /** Ends the rest. */
    public void goOn() {
        turns.release(WORKERS);
    }

    /** Ends the load; those who listen go on until {@link #close()}. */
    public void stop() {
        going = false;
        running.forEach(Load::await);
        running.clear();
    }

    /** Asks again, under the same keys, for all of which nothing is known. */
    public void finish() {
        List<Future<?>> finishing = new ArrayList<>();
        for (Worker worker : workers) {
            finishing.add(threads.submit(() -> worker.finish(PATIENCE)));
        }
        finishing.forEach(Load::await);
    }

    @Override
    public void close() {
        going = false;
        closeListeners();
        threads.shutdownNow();
    }

    /** All at the same time, because each waits for what its stream says next, which may be a heartbeat only. */
    private void closeListeners() {
        List<Thread> closing = listeners.stream()
                .map(listener -> new Thread(listener::close, "close-listener"))
                .toList();
        closing.forEach(Thread::start);
        closing.forEach(Load::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Team found(Api api, String name, HookReceiver receiver) {
        String owner = "ann-" + name;
        Answer[] accepted = new Answer[1];
        insist("found a workspace", () -> {
            accepted[0] = api.post(owner, "/v1/workspaces", name, new JsonObject().put("name", name));
            return accepted[0].status() == 202;
        });
        JsonObject operation = accepted[0].body();
        insist("see a workspace founded", () -> {
            Answer answer = api.get(owner, "/v1/operations/" + operation.getString("id"));
            return answer.status() == 200 && "succeeded".equals(answer.body().getString("status"));
        });
        Team team = new Team(operation.getJsonObject("target").getString("id"), owner, "ben-" + name, "vic-" + name);
        team.founders()
                .forEach(user -> insist(
                        "say about mail",
                        () -> api.put(user, "/v1/notification-preferences", team.mailPreferences(user))
                                        .status()
                                == 200));
        admit(api, team, team.member(), "member");
        admit(api, team, team.viewer(), "viewer");
        JsonObject webhook =
                new JsonObject().put("workspaceId", team.workspace()).put("url", receiver.uri());
        insist(
                "register a webhook",
                () -> api.post(owner, "/v1/webhooks", name, webhook).status() == 201);
        return team;
    }

    private static void admit(Api api, Team team, String user, String role) {
        String path = "/v1/workspaces/" + team.workspace() + "/members/" + user;
        JsonObject member = new JsonObject().put("role", role).put("email", Team.address(user));
        insist("admit a member", () -> api.put(team.owner(), path, member).status() == 200);
    }

    private static void insist(String what, BooleanSupplier attempt) {
        if (!Pause.until(attempt, Duration.ofMillis(50), PATIENCE)) {
            throw new IllegalStateException("Could not " + what + " within " + PATIENCE);
        }
    }

    private static void await(Future<?> work) {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
