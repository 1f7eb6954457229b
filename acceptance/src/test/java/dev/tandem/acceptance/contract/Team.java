package dev.tandem.acceptance.contract;

import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.acceptance.TheSystem;
import dev.tandem.acceptance.torture.check.Database;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * A user with a workspace that has one resource of each kind.
 *
 * @param ids ids of these resources, by the names of parameters and members
 */
record Team(ContractClient owner, Map<String, String> ids) {

    static Team of(String name) {
        ContractClient owner = ContractClient.stranger(name);
        Map<String, String> ids = new HashMap<>();
        Reply workspace = owner.outcome("createWorkspace", Map.of(), new JsonObject().put("name", "Acme"))
                .with(201);
        ids.put("workspaceId", workspace.target());
        ids.put("operationId", workspace.body().getString("id"));
        JsonObject apollo =
                new JsonObject().put("workspaceId", workspace.target()).put("name", "Apollo");
        ids.put(
                "projectId",
                owner.outcome("createProject", Map.of(), apollo).with(201).target());
        Map<String, String> there = Map.of("projectId", ids.get("projectId"));
        ids.put(
                "sectionId",
                owner.outcome("createSection", there, new JsonObject().put("name", "To do"))
                        .with(201)
                        .target());
        ids.put(
                "taskId",
                owner.outcome("createTask", there, new JsonObject().put("title", "Write the tests"))
                        .with(201)
                        .target());
        ids.put("before", ids.get("taskId"));
        ids.put("after", ids.get("taskId"));
        ids.put("toSectionId", ids.get("sectionId"));
        ids.put(
                "commentId",
                owner.outcome(
                                "addComment",
                                Map.of("taskId", ids.get("taskId")),
                                new JsonObject().put("text", "All of them"))
                        .with(201)
                        .target());
        // Nobody is told of what they did themselves, so somebody else has to do something.
        ContractClient member = ContractClient.stranger("ben");
        owner.call(
                        "putMember",
                        Map.of("workspaceId", workspace.target(), "userId", member.user),
                        new JsonObject().put("role", "member"))
                .with(200);
        member.outcome("createProject", Map.of(), apollo.copy().put("name", "Gemini"))
                .with(201);
        Object notification = await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> owner.call("listNotifications", Map.of("unread", "true"))
                                .with(200)
                                .each("id"),
                        told -> !told.isEmpty())
                .get(0);
        ids.put("userId", member.user);
        ids.put("assigneeId", owner.user);
        ids.put("actorId", owner.user);
        ids.put("leadId", owner.user);
        ids.put("ids", ids.get("operationId"));
        ids.put("upTo", notification.toString());
        ids.put("notificationId", notification.toString());
        JsonObject webhook =
                new JsonObject().put("workspaceId", workspace.target()).put("url", "http://127.0.0.1:9/");
        ids.put(
                "webhookId",
                owner.call("createWebhook", Map.of(), webhook).with(201).body().getString("id"));
        owner.call("changeWebhook", Map.of("webhookId", ids.get("webhookId")), new JsonObject().put("enabled", false))
                .with(200);
        JsonObject invitation = new JsonObject()
                .put("email", "invited-by-" + owner.user + "@example.com")
                .put("role", "viewer");
        ids.put(
                "invitationId",
                owner.call("createInvitation", Map.of("workspaceId", workspace.target()), invitation)
                        .with(201)
                        .body()
                        .getString("id"));
        String mail = UuidCreator.getTimeOrderedEpoch().toString();
        new Database(TheSystem.get().postgres(), "notifier")
                .execute("""
                INSERT INTO delivery (id, channel, receiver, workspace_id, event_id, state, due_at, answer, created_at, updated_at)
                VALUES ('%s', 'mail', '%s', '%s', gen_random_uuid(), 'given-up', now(), 'the mailbox is full', now(), now())
                """.formatted(mail, member.user, workspace.target()));
        ids.put("mailId", mail);
        return new Team(owner, Map.copyOf(ids));
    }

    String id(String name) {
        String id = ids.get(name);
        if (id == null) {
            throw new AssertionError("The team has nothing whose id is called " + name + "; give it one");
        }
        return id;
    }

    /** As the member of that name would be in a body. */
    Object value(String name) {
        return name.equals("ids") ? new JsonArray().add(id("upTo")) : id(name);
    }

    int unread() {
        return owner.call("countUnread", Map.of()).with(200).body().getInteger("count");
    }
}
