package dev.tandem.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.acceptance.Mailbox;
import dev.tandem.acceptance.TheSystem;
import dev.tandem.acceptance.contract.EventStream.Event;
import dev.tandem.acceptance.torture.check.Database;
import dev.tandem.acceptance.torture.check.Rabbit;
import dev.tandem.acceptance.torture.check.Rabbit.Copy;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A day of a team and its operator, by a client that knows nothing but the contract, in which nothing of it goes unused. */
@Timeout(300)
final class EveryOperationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Map<String, String> NOTHING = Map.of();

    private final ContractClient anna = ContractClient.stranger("anna");
    private final ContractClient ben = ContractClient.stranger("ben");
    private final ContractClient carl = ContractClient.stranger("carl");
    private final ContractClient olga = ContractClient.operator("olga");

    @Test
    void every_operation_does_what_the_contract_says() {
        String workspace = aWorkspace();
        aTeam(workspace);
        try (EventStream news = ben.open("stream", NOTHING)) {
            String project = aProjectFollowedFromTheFirstSecond(workspace);
            String section = sections(project);
            String task = aTaskOfALiveBoard(project, section);
            said(task);
            aPageListens();
            seen(news, workspace, project);
            measured(workspace, project);
            ordered(project, section);
            trashed(project);
            theEndOf(workspace, project);
        }
        mailIsStopped(workspace);
        anAddressIsSuppressed(workspace);
        aMailReachedNobody(workspace);
        anotherSystemIsTold(workspace);
        benWantsNoMail(workspace);
        theOperatorLooksAndMends();
        carlIsInvited(workspace);
        somebodyIsErased();

        Set<String> overlooked = new TreeSet<>();
        HttpContract.get().operations().forEach(operation -> overlooked.add(operation.id()));
        List.of(anna, ben, carl, olga).forEach(client -> overlooked.removeAll(client.called()));
        assertThat(overlooked)
                .as("operations of the contract that nobody called here")
                .isEmpty();
    }

    private String aTaskOfALiveBoard(String project, String section) {
        try (EventStream board = ben.open("projectStream", Map.of("projectId", project))) {
            board.next("ready", PATIENCE);
            String task = aTaskAndWhatBecomesOfIt(project, section);
            JsonObject created = board.next("change", PATIENCE).json();
            while (!task.equals(created.getString("taskId"))) {
                created = board.next("change", PATIENCE).json();
            }
            assertThat(created.getString("type")).isEqualTo("task.created");
            assertThat(created.getJsonObject("task").getString("id")).isEqualTo(task);
            return task;
        }
    }

    private String aWorkspace() {
        Map<String, String> once = Map.of("Idempotency-Key", UUID.randomUUID().toString(), "Prefer", "wait=10");
        Reply created = anna.call("createWorkspace", once).with(201);
        Reply again = anna.call("createWorkspace", once).with(201);

        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.target()).isEqualTo(created.target());
        assertThat(created.header("Preference-Applied")).isEqualTo("wait=10");
        assertThat(created.header("Location")).isEqualTo("/v1/workspaces/" + created.target());
        JsonObject me = anna.call("getMe", NOTHING).with(200).body();
        assertThat(me.getString("userId")).isEqualTo(anna.user);
        assertThat(me.getJsonObject("workspaces").getJsonArray("items"))
                .extracting(each -> ((JsonObject) each).getString("id"))
                .containsExactly(created.target());
        assertThat(olga.call("getMe", NOTHING).with(200).body().getJsonArray("roles"))
                .containsExactly("ops");
        assertThat(anna.call("listWorkspaces", NOTHING).with(200).each("id")).containsExactly(created.target());
        assertThat(anna.call("getWorkspace", Map.of("workspaceId", created.target()))
                        .with(200)
                        .body()
                        .getString("role"))
                .isEqualTo("owner");
        return created.target();
    }

    private void aTeam(String workspace) {
        for (ContractClient member : List.of(ben, carl)) {
            JsonObject as = new JsonObject().put("role", "member").put("name", member == ben ? "Ben" : "Carl");
            anna.call("putMember", Map.of("workspaceId", workspace, "userId", member.user), as)
                    .with(200);
        }
        carl.call("removeMember", Map.of("workspaceId", workspace, "userId", carl.user))
                .with(204);
        assertThat(ben.call("listMembers", Map.of("workspaceId", workspace))
                        .with(200)
                        .each("userId"))
                .containsExactlyInAnyOrder(anna.user, ben.user);
        Map<String, String> ofBen = Map.of("workspaceId", workspace, "userId", ben.user);
        JsonObject renamed = ben.call("renameMember", ofBen, new JsonObject().put("name", "Benoît"))
                .with(200)
                .body();
        assertThat(anna.call("getMember", ofBen).with(200).body()).isEqualTo(renamed);
        assertThat(anna.call("listMembers", Map.of("workspaceId", workspace, "query", "benoit"))
                        .with(200)
                        .each("name"))
                .containsExactly("Benoît");
    }

    private String aProjectFollowedFromTheFirstSecond(String workspace) {
        JsonObject wish = new JsonObject()
                .put("workspaceId", workspace)
                .put("name", "Apollo")
                .put("template", "kanban");
        Reply accepted = anna.call("createProject", NOTHING, wish).with(202);
        String operation = accepted.body().getString("id");

        try (EventStream events = anna.open("operationEvents", Map.of("operationId", operation))) {
            Event event = events.next("operation", PATIENCE);
            while (!event.json().getBoolean("done")) {
                event = events.next("operation", PATIENCE);
            }
            assertThat(event.json().getString("status")).isEqualTo("succeeded");
            assertThat(events.next(PATIENCE)).as("the stream ends").isEqualTo(Event.END);
        }
        Reply done = anna.call("getOperation", Map.of("operationId", operation, "Prefer", "wait=10"))
                .with(200);
        assertThat(done.body().getBoolean("done")).isTrue();
        anna.call("getOperation", Map.of("operationId", operation, "If-None-Match", done.header("ETag")))
                .with(304);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                anna.call("getOperation", Map.of("operationId", operation, "include", "effects"))
                                        .with(200)
                                        .body()
                                        .getJsonObject("effects")
                                        .getMap())
                        .containsEntry("activity", "done")
                        .containsEntry("notifications", "done")
                        .containsEntry("structure", "done"));
        assertThat(anna.call("listOperations", Map.of("ids", operation + "," + UUID.randomUUID()))
                        .with(200)
                        .each("id"))
                .containsExactly(operation);

        String project = accepted.target();
        Reply read = ben.call("getProject", Map.of("projectId", project)).with(200);
        assertThat(read.body().getString("setup")).isEqualTo("done");
        ben.call("getProject", Map.of("projectId", project, "If-None-Match", read.header("ETag")))
                .with(304);
        assertThat(ben.call("listProjects", Map.of("workspaceId", workspace))
                        .with(200)
                        .each("id"))
                .containsExactly(project);
        return project;
    }

    private String sections(String project) {
        Map<String, String> here = Map.of("projectId", project);
        Reply created = ben.outcome("createSection", here, new JsonObject().put("name", "Later"))
                .with(201);

        assertThat(created.header("Location")).isEqualTo("/v1/projects/" + project + "/sections/" + created.target());
        assertThat(ben.call("getSection", Map.of("projectId", project, "sectionId", created.target()))
                        .with(200)
                        .body()
                        .getString("name"))
                .isEqualTo("Later");
        assertThat(ben.call("listSections", here).with(200).each("name"))
                .hasSizeGreaterThan(1)
                .endsWith("Later");
        Map<String, String> it = Map.of("projectId", project, "sectionId", created.target());
        Reply read = ben.call("getSection", it).with(200);
        ben.call("getSection", with(it, "If-None-Match", read.header("ETag"))).with(304);
        JsonObject change = new JsonObject().put("name", "Soon").put("place", "first");
        Reply changed = ben.outcome("changeSection", with(it, "If-Match", read.header("ETag")), change)
                .with(200);
        assertThat(changed.body().getJsonObject("resource"))
                .isEqualTo(ben.call("getSection", it).with(200).body());
        ben.outcome("changeSection", with(it, "If-Match", read.header("ETag")), change)
                .with(412);
        assertThat(ben.call("listSections", here).with(200).each("name")).startsWith("Soon");
        return created.target();
    }

    private String aTaskAndWhatBecomesOfIt(String project, String section) {
        JsonObject wish = new JsonObject()
                .put("title", "Write the tests")
                .put("sectionId", section)
                .put("assigneeId", ben.user)
                .put("dueOn", "2026-12-24");
        String task = anna.outcome("createTask", Map.of("projectId", project), wish)
                .with(201)
                .target();
        Map<String, String> it = Map.of("taskId", task);

        Reply before = ben.call("getTask", it).with(200);
        Map<String, String> asSeen = Map.of("taskId", task, "If-Match", before.header("ETag"));
        Reply changed = ben.outcome(
                        "changeTask",
                        asSeen,
                        new JsonObject().put("completed", true).putNull("dueOn"))
                .with(200);
        ben.outcome("changeTask", asSeen, new JsonObject().put("title", "Too late"))
                .with(412);
        Reply after = ben.call("getTask", it).with(200);
        assertThat(changed.header("ETag")).isEqualTo(after.header("ETag"));
        assertThat(changed.body().getJsonObject("resource")).isEqualTo(after.body());

        assertThat(after.body().getMap())
                .containsEntry("completed", true)
                .containsEntry("dueOn", null)
                .containsEntry("title", "Write the tests");
        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        Map<String, String> done = Map.of("projectId", project, "assigneeId", ben.user, "completed", "true");
        Reply listed = ben.call("listTasks", done).with(200);
        assertThat(listed.each("id")).containsExactly(task);
        ben.call("listTasks", with(done, "If-None-Match", listed.header("ETag")))
                .with(304);
        Map<String, String> mine = Map.of("assignee", "me", "sort", "updated");
        assertThat(ben.call("findTasks", mine).with(200).each("id")).containsExactly(task);
        ben.call("findTasks", with(mine, "assigneeId", ben.user)).with(400);
        JsonObject entry = ben.call("taskHistory", it).with(200).items().getJsonObject(0);
        assertThat(entry.getJsonObject("actor").getString("name")).isEqualTo("Benoît");
        assertThat(entry.getJsonObject("changes").fieldNames()).containsExactlyInAnyOrder("completedAt", "dueOn");
        return task;
    }

    private void said(String task) {
        Map<String, String> it = Map.of("taskId", task);
        Reply before = ben.call("getTask", it).with(200);
        Reply added = anna.outcome(
                        "addComment", it, new JsonObject().put("text", "Well done, @[" + ben.user + "], @nobody"))
                .with(201);

        assertThat(added.header("Location")).isEqualTo("/v1/tasks/" + task + "/comments/" + added.target());
        JsonObject comment = ben.call("getComment", Map.of("taskId", task, "commentId", added.target()))
                .with(200)
                .body();
        assertThat(comment.getString("text")).startsWith("Well done");
        assertThat(comment.getJsonArray("unknownMentions")).containsExactly("nobody");
        assertThat(added.body().getJsonObject("resource"))
                .as("who adds a comment learns whom it mentions")
                .isEqualTo(comment);
        ben.call("getTask", Map.of("taskId", task, "If-None-Match", before.header("ETag")))
                .with(200);
        ben.outcome(
                        "changeTask",
                        Map.of("taskId", task, "If-Match", before.header("ETag")),
                        new JsonObject().put("description", "All of them"))
                .with(200);

        assertThat(ben.call("listComments", it).with(200).each("mentions"))
                .containsExactly(new JsonArray().add(ben.user));
        saidOtherwise(task, added.target());
    }

    private void saidOtherwise(String task, String comment) {
        Map<String, String> it = Map.of("taskId", task, "commentId", comment);
        Reply before = anna.call("getComment", it).with(200);
        anna.call("getComment", with(it, "If-None-Match", before.header("ETag")))
                .with(304);
        JsonObject change = new JsonObject().put("text", "Very well done, @" + ben.user);
        ben.outcome("editComment", it, change).with(403);
        JsonObject edited = anna.outcome("editComment", with(it, "If-Match", before.header("ETag")), change)
                .with(200)
                .body()
                .getJsonObject("resource");
        assertThat(edited).isEqualTo(ben.call("getComment", it).with(200).body());
        assertThat(edited.getString("editedAt")).isNotNull();
        anna.outcome("editComment", with(it, "If-Match", before.header("ETag")), new JsonObject().put("text", "No"))
                .with(412);

        String other = ben.outcome("addComment", Map.of("taskId", task), new JsonObject().put("text", "Oops"))
                .with(201)
                .target();
        Map<String, String> oops = Map.of("taskId", task, "commentId", other);
        anna.outcome("deleteComment", oops, null).with(204);
        anna.call("getComment", oops).with(404);
        ben.outcome("deleteComment", it, null).with(403);
        assertThat(ben.call("listComments", Map.of("taskId", task)).with(200).items())
                .hasSize(1);
    }

    private void aPageListens() {
        String ticket =
                anna.call("createStreamTicket", NOTHING).with(201).body().getString("ticket");
        try (EventStream page = anna.openBy(ticket, "stream", NOTHING)) {
            assertThat(page.next("ready", PATIENCE).id()).isNotEmpty();
        }
    }

    private void seen(EventStream news, String workspace, String project) {
        JsonObject first = news.next("notification", PATIENCE).json();
        assertThat(first.getString("workspaceId")).isEqualTo(workspace);
        JsonObject told = ben.call("listNotificationDeliveries", Map.of("notificationId", first.getString("id")))
                .with(200)
                .body();
        assertThat(told.getJsonObject("inApp").getString("enteredAt")).isEqualTo(first.getString("createdAt"));
        assertThat(told.getJsonObject("mail").getString("reason"))
                .as("who has no address is not mailed that they were let in")
                .isIn("unwanted", "no-mail-server");
        Map<String, String> here = Map.of("projectId", project);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                ben.call("listNotifications", Map.of("projectId", project, "unread", "true"))
                                        .with(200)
                                        .each("kind"))
                        .contains("project.created", "task.created", "comment.added"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(anna.call("projectActivity", here).with(200).each("verb"))
                    .contains(
                            "project.created",
                            "section.created",
                            "task.created",
                            "task.completed",
                            "comment.edited",
                            "comment.deleted");
            assertThat(anna.call("workspaceActivity", Map.of("workspaceId", workspace))
                            .with(200)
                            .each("verb"))
                    .contains(
                            "workspace.created", "member.added", "member.removed", "comment.edited", "comment.deleted");
        });
        JsonObject overview = ben.call("projectOverview", here).with(200).body();
        assertThat(overview.getJsonArray("unavailable")).isEmpty();
        assertThat(overview.getInteger("unread"))
                .isEqualTo(ben.call("countUnread", here).with(200).body().getInteger("count"))
                .isPositive();
        assertThat(overview.getInteger("members")).isEqualTo(2);

        ben.call("markRead", NOTHING, new JsonObject().put("all", true)).with(204);
        assertThat(ben.call("countUnread", here).with(200).body().getInteger("count"))
                .isZero();
    }

    private void measured(String workspace, String project) {
        Map<String, String> here = Map.of("projectId", project, "zone", "Europe/Berlin");
        Map<String, String> everywhere = Map.of("workspaceId", workspace);
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonObject totals =
                    ben.call("projectAnalytics", here).with(200).body().getJsonObject("totals");
            assertThat(totals.getInteger("created")).isPositive();
            assertThat(totals.getInteger("completed")).isEqualTo(1);
            assertThat(totals.getInteger("activeMembers")).isEqualTo(2);
        });
        assertThat(ben.call("projectAnalyticsEvents", Map.of("projectId", project, "measure", "completed"))
                        .with(200)
                        .each("actorId"))
                .containsExactly(ben.user);
        assertThat(ben.call("workspaceAnalytics", everywhere).with(200).body().getJsonArray("buckets"))
                .hasSize(30);
        assertThat(ben.call("workspaceAnalyticsEvents", everywhere).with(200).items())
                .isNotEmpty();
        assertThat(anna.call("listAudit", everywhere).with(200).each("type"))
                .contains("task.completed", "member.removed");
        ben.call("listAudit", everywhere).with(403);
        JsonObject chain = anna.call("checkAudit", everywhere).with(200).body();
        assertThat(chain.getBoolean("intact")).isTrue();
        anna.call("putAuditRetention", everywhere, new JsonObject().put("days", 400))
                .with(200);
        assertThat(anna.call("getAuditRetention", everywhere).with(200).body().getInteger("days"))
                .isEqualTo(400);
        String lines = anna.call("exportAudit", everywhere).with(200).answer().body();
        assertThat(lines.lines().count()).isGreaterThanOrEqualTo(chain.getLong("checked"));
        assertThat(anna.call("exportAudit", Map.of("workspaceId", workspace, "format", "csv"))
                        .with(200)
                        .answer()
                        .body())
                .startsWith("number,");
    }

    private void ordered(String project, String section) {
        Map<String, String> here = Map.of("projectId", project);
        Map<String, String> inOrder = Map.of("projectId", project, "sectionId", section, "sort", "rank");
        String task = ben.call("listTasks", inOrder).with(200).each("id").get(0).toString();
        String other = ben.outcome(
                        "createTask",
                        here,
                        new JsonObject()
                                .put("title", "Plan")
                                .put("sectionId", section)
                                .put("before", task))
                .with(201)
                .target();
        assertThat(ben.call("listTasks", inOrder).with(200).each("id")).containsExactly(other, task);
        ben.outcome("changeTask", Map.of("taskId", other), new JsonObject().put("after", task))
                .with(200);
        assertThat(ben.call("listTasks", inOrder).with(200).each("id")).containsExactly(task, other);
        ben.outcome(
                        "changeTask",
                        Map.of("taskId", other),
                        new JsonObject().put("after", task).put("place", "last"))
                .with(422);

        String heir = ben.outcome("createSection", here, new JsonObject().put("name", "Done"))
                .with(201)
                .target();
        Map<String, String> it = Map.of("projectId", project, "sectionId", section);
        ben.outcome("deleteSection", with(it, "toSectionId", section), null).with(422);
        ben.outcome("deleteSection", with(it, "toSectionId", heir), null).with(204);
        ben.call("getSection", it).with(404);
        assertThat(ben.call("listTasks", with(inOrder, "sectionId", heir))
                        .with(200)
                        .each("id"))
                .containsExactly(task, other);
    }

    private void trashed(String project) {
        Map<String, String> here = Map.of("projectId", project);
        String task = ben.outcome("createTask", here, new JsonObject().put("title", "Rest"))
                .with(201)
                .target();
        Map<String, String> it = Map.of("taskId", task);
        Reply before = ben.call("getTask", it).with(200);

        ben.outcome("deleteTask", with(it, "If-Match", "\"99\""), null).with(412);
        ben.outcome("deleteTask", with(it, "If-Match", before.header("ETag")), null)
                .with(204);

        ben.call("getTask", it).with(404);
        ben.call("listComments", it).with(404);
        assertThat(ben.call("listTasks", here).with(200).each("id")).doesNotContain(task);
        ben.outcome("changeTask", it, new JsonObject().put("title", "Work")).with(409);
        ben.outcome("deleteTask", it, null).with(409);
        JsonObject deleted = anna.call("listDeletedTasks", with(here, "limit", "1"))
                .with(200)
                .body()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(deleted.getJsonObject("task").getString("id")).isEqualTo(task);
        assertThat(deleted.getString("deletedBy")).isEqualTo(ben.user);
        assertThat(Instant.parse(deleted.getString("keptUntil")))
                .isEqualTo(Instant.parse(deleted.getString("deletedAt")).plus(Duration.ofDays(30)));

        JsonObject restored =
                anna.outcome("restoreTask", it, null).with(200).body().getJsonObject("resource");
        assertThat(restored).isEqualTo(ben.call("getTask", it).with(200).body());
        assertThat(restored.getInteger("version")).isEqualTo(3);
        assertThat(ben.call("taskHistory", it).with(200).each("changes"))
                .extracting(changes -> ((JsonObject) changes).fieldNames())
                .containsExactly(Set.of("deletedAt"), Set.of("deletedAt"));
        assertThat(anna.call("listDeletedTasks", here).with(200).items()).isEmpty();
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> more = new HashMap<>(parameters);
        more.put(name, value);
        return more;
    }

    private void theEndOf(String workspace, String project) {
        Map<String, String> it = Map.of("projectId", project);
        anna.outcome("changeProject", it, new JsonObject().put("archived", true))
                .with(200);
        ben.outcome("createTask", it, new JsonObject().put("title", "Too late")).with(409);
        assertThat(ben.call("listProjects", Map.of("workspaceId", workspace, "archived", "true"))
                        .with(200)
                        .each("id"))
                .containsExactly(project);
        anna.outcome("changeProject", it, new JsonObject().put("archived", false))
                .with(200);
        anna.outcome("setUpProject", it, new JsonObject()).with(409);
        anna.outcome("deleteProject", it, null).with(204);
        ben.call("getProject", it).with(404);
    }

    /** The system under test has no mail server, so the row that the first mail would have made is made here. */
    private void mailIsStopped(String workspace) {
        String token = UUID.randomUUID().toString();
        new Database(TheSystem.get().postgres(), "notifier")
                .execute("INSERT INTO mail_subscription (user_id, workspace_id, token) VALUES ('%s', '%s', '%s')"
                        .formatted(ben.user, workspace, token));
        Map<String, String> link = Map.of("token", token);
        assertThat(ben.call("showMailSubscription", link).with(200).answer().body())
                .contains("You get mails");
        assertThat(ben.call("stopMail", link).with(200).answer().body()).contains("are stopped");
        assertThat(ben.call("showMailSubscription", link).with(200).answer().body())
                .contains("are stopped");
        assertThat(ben.call("resumeMail", link).with(200).answer().body()).contains("You get mails");
        ben.call("stopMail", Map.of("token", UUID.randomUUID().toString())).with(404);
        ben.call("stopMail", Map.of("token", "x")).with(400);
    }

    /** As after a bounce; the system under test takes no reports, because its operator has set no secret. */
    private void anAddressIsSuppressed(String workspace) {
        ben.call("reportBounce", NOTHING).with(404);
        String address = ben.user + "@example.com";
        Map<String, String> member = Map.of("workspaceId", workspace, "userId", ben.user);
        anna.call("putMember", member, new JsonObject().put("role", "member").put("email", address))
                .with(200);
        new Database(TheSystem.get().postgres(), "notifier")
                .execute("INSERT INTO suppressed_address (address, reason, user_id, kind)"
                        + " VALUES (lower('%s'), 'no such mailbox', '%s', 'bounced')".formatted(address, ben.user));
        Map<String, String> here = Map.of("workspaceId", workspace);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(anna.call("listSuppressedAddresses", here)
                                .with(200)
                                .each("userId"))
                        .containsExactly(ben.user));
        ben.call("listSuppressedAddresses", here).with(403);
        anna.call("liftSuppressedAddress", member).with(204);
        assertThat(anna.call("listSuppressedAddresses", here).with(200).items()).isEmpty();
    }

    private void aMailReachedNobody(String workspace) {
        String mail = UuidCreator.getTimeOrderedEpoch().toString();
        new Database(TheSystem.get().postgres(), "notifier").execute("""
                INSERT INTO delivery (id, channel, receiver, workspace_id, event_id, state, due_at, answer, created_at, updated_at)
                VALUES ('%s', 'mail', '%s', '%s', gen_random_uuid(), 'given-up', now(), 'the mailbox is full', now(), now())
                """.formatted(mail, ben.user, workspace));
        Map<String, String> here = Map.of("workspaceId", workspace);

        assertThat(anna.call("listUndeliveredMails", here).with(200).each("id")).containsExactly(mail);
        ben.call("listUndeliveredMails", here).with(403);
        anna.call("resendMail", Map.of("workspaceId", workspace, "mailId", mail))
                .with(204);
        assertThat(anna.call("listUndeliveredMails", here).with(200).items()).isEmpty();
    }

    private void benWantsNoMail(String workspace) {
        JsonObject off = new JsonObject().put("mail", new JsonObject().put("assignments", "off"));
        String project = ben.outcome(
                        "createProject",
                        NOTHING,
                        new JsonObject().put("workspaceId", workspace).put("name", "Quiet"))
                .with(201)
                .target();

        ben.call(
                        "putPreferences",
                        NOTHING,
                        off.copy()
                                .put("zone", "Europe/Berlin")
                                .put(
                                        "digest",
                                        new JsonObject().put("at", "17:30").put("days", JsonArray.of("monday")))
                                .put(
                                        "quietHours",
                                        new JsonObject().put("from", "22:00").put("until", "07:00")))
                .with(200);
        ben.call("putWorkspacePreferences", Map.of("workspaceId", workspace), off)
                .with(200);
        ben.call("putProjectPreferences", Map.of("projectId", project), off).with(200);

        JsonObject said = ben.call("getPreferences", NOTHING).with(200).body();
        assertThat(said.getJsonObject("mail").getString("assignments")).isEqualTo("off");
        assertThat(said.getString("zone")).isEqualTo("Europe/Berlin");
        assertThat(said.getJsonArray("workspaces")).hasSize(1);
        assertThat(said.getJsonArray("projects")).hasSize(1);
        carl.call("putProjectPreferences", Map.of("projectId", project), off).with(404);
    }

    private void anotherSystemIsTold(String workspace) {
        try (HttpReceiver receiver = new HttpReceiver()) {
            JsonObject wish = new JsonObject()
                    .put("workspaceId", workspace)
                    .put("url", receiver.uri())
                    .put("events", JsonArray.of("project.created"));
            Reply created = anna.call("createWebhook", NOTHING, wish).with(201);
            Map<String, String> it = Map.of("webhookId", created.body().getString("id"));
            assertThat(created.header("Location")).isEqualTo("/v1/webhooks/" + it.get("webhookId"));
            ben.call("createWebhook", NOTHING, wish).with(403);
            ben.call("getWebhook", it).with(403);
            assertThat(anna.call("listWebhooks", Map.of("workspaceId", workspace))
                            .with(200)
                            .each("id"))
                    .containsExactly(it.get("webhookId"));

            anna.call("testWebhook", it).with(200);
            anna.outcome(
                            "createProject",
                            NOTHING,
                            new JsonObject().put("workspaceId", workspace).put("name", "Gemini"))
                    .with(201);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(receiver.types()).containsExactlyInAnyOrder("webhook.test", "project.created"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(anna.call("listWebhookDeliveries", it)
                                    .with(200)
                                    .each("state"))
                            .containsExactly("sent", "sent"));

            assertThat(anna.call("rotateWebhookSecret", it).with(200).body().getString("secret"))
                    .startsWith("whsec_")
                    .isNotEqualTo(created.body().getString("secret"));
            assertThat(anna.call("replayWebhook", it, new JsonObject().put("sequence", 2))
                            .with(200)
                            .body()
                            .getInteger("count"))
                    .isEqualTo(1);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(receiver.types()).hasSize(3));
            theOperatorLooksAtIt(workspace, created.body().getString("id"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(receiver.types()).hasSize(4));
            assertThat(anna.call("changeWebhook", it, new JsonObject().put("enabled", false))
                            .with(200)
                            .body()
                            .getString("disabledBy"))
                    .isEqualTo("admin");
            anna.call("deleteWebhook", it).with(204);
            anna.call("getWebhook", it).with(404);
        }
    }

    private void theOperatorLooksAtIt(String workspace, String webhook) {
        Map<String, String> it = Map.of("id", webhook);
        assertThat(olga.call("searchWebhooks", Map.of("workspaceId", workspace))
                        .with(200)
                        .each("id"))
                .containsExactly(webhook);
        assertThat(olga.call("inspectWebhookDeliveries", it).with(200).each("sequence"))
                .hasSize(2);
        assertThat(olga.call("replayAnyWebhook", it, new JsonObject().put("sequence", 1))
                        .with(200)
                        .body()
                        .getInteger("count"))
                .isEqualTo(1);
    }

    private void theOperatorLooksAndMends() {
        String letter = aDeadLetter();
        Map<String, String> it = Map.of("id", letter);
        JsonObject reason = new JsonObject().put("reason", "a test");
        assertThat(olga.call("listDeadLetterGroups", Map.of("consumer", "notifier.events"))
                        .with(200)
                        .items())
                .isNotEmpty();
        assertThat(olga.call("getDeadLetter", it).with(200).body().getString("reason"))
                .isEqualTo("undecodable");
        olga.call("discardDeadLetter", it, reason).with(200);
        olga.call("restoreDeadLetter", it, reason).with(200);
        olga.call("replayDeadLetter", it, reason).with(202);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                olga.call("getDeadLetter", it).with(200).body().getString("state"))
                        .isEqualTo("reopened"));
        assertThat(olga.call("why", it).with(200).body().getJsonArray("deadLetters"))
                .hasSize(1);
        JsonObject operation = (JsonObject) olga.call("searchOperations", Map.of("userId", anna.user))
                .with(200)
                .items()
                .getValue(0);
        assertThat(olga.call("inspectOperation", Map.of("operationId", operation.getString("id")))
                        .with(200)
                        .body()
                        .getString("userId"))
                .isEqualTo(anna.user);
        manyAtOnce(letter);
        await().atMost(PATIENCE)
                .untilAsserted(() -> olga.call("discardDeadLetter", it, reason).with(200));
        consumersAndRebuilds();
    }

    private void carlIsInvited(String workspace) {
        Map<String, String> here = Map.of("workspaceId", workspace);
        JsonObject wish =
                new JsonObject().put("email", carl.user + "@example.com").put("role", "viewer");
        String first =
                anna.call("createInvitation", here, wish).with(201).body().getString("id");
        anna.call("revokeInvitation", with(here, "invitationId", first)).with(204);
        String second =
                anna.call("createInvitation", here, wish).with(201).body().getString("id");
        anna.call("createInvitation", here, wish.copy().put("message", "Come back"))
                .with(200);
        anna.call("resendInvitation", with(here, "invitationId", second)).with(200);
        assertThat(anna.call("listInvitations", here).with(200).each("id")).containsExactly(second);

        Map<String, String> link = Map.of("token", Mailbox.invitation(carl.user + "@example.com", second));
        assertThat(carl.call("getInvitation", link).with(200).body().getString("message"))
                .isEqualTo("Come back");
        ben.call("acceptInvitation", link).with(403);
        assertThat(carl.call("acceptInvitation", link).with(200).body().getString("role"))
                .isEqualTo("viewer");
        ben.call("acceptInvitation", link).with(410);
        carl.call("getInvitation", link).with(410);
    }

    private void somebodyIsErased() {
        Reply accepted = olga.call("erasePerson", NOTHING, new JsonObject().put("userId", carl.user))
                .with(202);
        assertThat(accepted.header("Location"))
                .isEqualTo("/v1/admin/erasures/" + accepted.body().getString("id"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(olga.call(
                                        "getErasure",
                                        Map.of("id", accepted.body().getString("id")))
                                .with(200)
                                .body()
                                .getJsonArray("missing"))
                        .isEmpty());
    }

    /** A message that nobody can read, which its consumer gives up at once. */
    private String aDeadLetter() {
        String mark = UUID.randomUUID().toString();
        Set<Object> before = new HashSet<>(waiting());
        new Rabbit(TheSystem.get().broker())
                .publish(
                        List.of(Copy.of("", "notifier.events", "application/cloudevents+json", mark + " is not JSON")));
        return await().atMost(PATIENCE)
                .until(
                        () -> waiting().stream()
                                .filter(id -> !before.contains(id))
                                .toList(),
                        arrived -> !arrived.isEmpty())
                .get(0)
                .toString();
    }

    private List<Object> waiting() {
        return olga.call("listDeadLetters", Map.of("consumer", "notifier.events", "state", "waiting", "limit", "100"))
                .with(200)
                .each("id");
    }

    private void manyAtOnce(String letter) {
        JsonObject wish = new JsonObject()
                .put("selector", new JsonObject().put("ids", new JsonArray().add(letter)))
                .put("reason", "a test");
        assertThat(olga.call("startDeadLetterReplay", NOTHING, wish.copy().put("dryRun", true))
                        .with(200)
                        .body()
                        .getInteger("count"))
                .isOne();
        String replay = olga.call("startDeadLetterReplay", NOTHING, wish)
                .with(202)
                .body()
                .getString("id");
        Map<String, String> it = Map.of("id", replay);
        for (String action : List.of("pauseDeadLetterReplay", "resumeDeadLetterReplay", "cancelDeadLetterReplay")) {
            assertThat(olga.call(action, it).status()).as(action).isIn(200, 409);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(olga.call("getDeadLetterReplay", it)
                                .with(200)
                                .body()
                                .getBoolean("done"))
                        .isTrue());
        assertThat(olga.call("listDeadLetterReplays", NOTHING).with(200).each("id"))
                .contains(replay);
    }

    private void consumersAndRebuilds() {
        Map<String, String> feed = Map.of("consumer", "activity-feed.events");
        assertThat(olga.call("listConsumers", NOTHING).with(200).body().getJsonArray("consumers"))
                .isNotEmpty();
        olga.call("getConsumer", feed).with(200);
        String rebuild = olga.call("startRebuild", NOTHING).with(202).body().getString("id");
        Map<String, String> it = Map.of("consumer", "activity-feed.events", "id", rebuild);
        assertThat(olga.call("cancelRebuild", it).status()).isIn(200, 409);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                olga.call("getRebuild", it).with(200).body().getBoolean("done"))
                        .isTrue());
        assertThat(olga.call("listRebuilds", feed).with(200).each("id")).contains(rebuild);
    }
}
