package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.local.LocalOptions;
import dev.tandem.local.LocalSystem;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Records what the alerts read from a system that has nothing but an ordinary day: some teams who create, change, comment and
 * read, and who mistype now and then. Writes it as a test for promtool that wants every alert silent, {@code
 * infra/alerts-ordinary-test.yaml}.
 *
 * <p>Variable: {@code -Drecording.minutes} (60).
 */
final class OrdinaryHourRecording {

    static final String FILE = "infra/alerts-ordinary-test.yaml";
    private static final int MINUTES = Integer.getInteger("recording.minutes", 60);
    private static final int EVERY_S = 15;
    private static final int TEAMS = 5;
    private static final int STEPS_PER_SECOND = 4;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Random random = new Random(4711);
    private final List<Team> teams = new ArrayList<>();
    private LocalSystem system;

    @Test
    @Timeout(value = 70, unit = TimeUnit.MINUTES)
    void record() throws Exception {
        Path definitions = Path.of(System.getProperty("tandem.definitions"));
        ScheduledExecutorService people = Executors.newSingleThreadScheduledExecutor();
        try (LocalSystem started = LocalSystem.start(LocalOptions.temporary(definitions))) {
            system = started;
            for (int i = 0; i < TEAMS; i++) {
                String owner = system.token("person-" + i, false);
                HttpResponse<String> founded = ask(owner, "POST", "/v1/workspaces", Map.of("name", "Team " + i));
                teams.add(new Team(owner, target(founded), new ArrayList<>(), new ArrayList<>()));
            }
            ScheduledFuture<?> living =
                    people.scheduleAtFixedRate(this::step, 0, 1_000 / STEPS_PER_SECOND, TimeUnit.MILLISECONDS);
            Recording recording = new Recording();
            ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
            ScheduledFuture<?> scraping =
                    clock.scheduleAtFixedRate(() -> scrape(recording), 0, EVERY_S, TimeUnit.SECONDS);
            assertThat(people.awaitTermination(MINUTES, TimeUnit.MINUTES)).isFalse();
            assertThat(living.isDone()).as("the people gave up").isFalse();
            assertThat(scraping.isDone()).as("the scraping gave up").isFalse();
            clock.shutdown();
            assertThat(clock.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
            Files.writeString(Repository.path(FILE), recording.asTest(EVERY_S));
        } finally {
            people.shutdownNow();
        }
    }

    private void scrape(Recording recording) {
        recording.next();
        system.management().forEach((service, address) -> {
            HttpResponse<String> answer =
                    send(HttpRequest.newBuilder(address.resolve("/metrics")).build());
            recording.add("up", "", service, answer.statusCode() == 200 ? "1" : "0");
            answer.body().lines().filter(line -> !line.startsWith("#")).forEach(line -> recording.read(line, service));
        });
    }

    private void step() {
        Team team = teams.get(random.nextInt(TEAMS));
        String owner = team.owner();
        String workspace = "/v1/workspaces/" + team.workspace();
        int dice = random.nextInt(100);
        if (dice < 15 || team.tasks().isEmpty()) {
            Map<String, Object> project = Map.of("workspaceId", team.workspace(), "name", "Plan " + dice);
            keep(team.projects(), ask(owner, "POST", "/v1/projects", project));
            String tasks = "/v1/projects/" + last(team.projects()) + "/tasks";
            keep(team.tasks(), ask(owner, "POST", tasks, Map.of("title", "Do " + dice)));
        } else if (dice < 30) {
            String comments = "/v1/tasks/" + last(team.tasks()) + "/comments";
            ask(owner, "POST", comments, Map.of("text", "Well, @guest-41: " + dice));
        } else if (dice < 40) {
            ask(owner, "PATCH", "/v1/tasks/" + last(team.tasks()), Map.of("title", "Redo " + dice));
        } else if (dice < 42) {
            ask(owner, "PUT", workspace + "/members/guest-" + dice, Map.of("role", "member"));
        } else if (dice < 44) {
            ask(owner, "GET", "/v1/projects/" + UUID.randomUUID(), Map.of());
        } else if (dice < 46) {
            ask(owner, "POST", "/v1/projects", Map.of("workspaceId", team.workspace(), "name", ""));
        } else if (dice < 65) {
            ask(owner, "GET", workspace + "/activity", Map.of());
        } else if (dice < 85) {
            ask(owner, "GET", "/v1/notifications", Map.of());
        } else {
            ask(owner, "GET", workspace, Map.of());
        }
    }

    private HttpResponse<String> ask(String token, String method, String path, Map<String, Object> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(system.baseUri().resolve(path))
                .header("Authorization", "Bearer " + token)
                .header("Prefer", "wait=5");
        if (body.isEmpty()) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(new JsonObject(body).encode()));
        }
        return send(request.build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void keep(List<String> ids, HttpResponse<String> answer) {
        if (answer.statusCode() < 300) {
            ids.add(target(answer));
        }
    }

    private static String target(HttpResponse<String> answer) {
        JsonObject body = new JsonObject(answer.body());
        return body.containsKey("target") ? body.getJsonObject("target").getString("id") : body.getString("id");
    }

    private static String last(List<String> ids) {
        return ids.get(ids.size() - 1);
    }

    /** People with one workspace, and what they have made in it. */
    private record Team(String owner, String workspace, List<String> projects, List<String> tasks) {}
}
