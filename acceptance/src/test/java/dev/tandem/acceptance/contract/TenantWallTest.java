package dev.tandem.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries every operation of the contract with ids that exist in another workspace: for the caller they do not exist. */
@Timeout(180)
final class TenantWallTest {

    /** Lists of the caller's own things, or of what they may see: there is nothing among them of somebody else's. */
    private static final Map<String, Function<Reply, Boolean>> NOTHING_IS_SEEN = Map.of(
            "listOperations", reply -> reply.with(200).items().isEmpty(),
            "findTasks", reply -> reply.with(200).items().isEmpty(),
            "listNotifications", reply -> reply.with(200).items().isEmpty(),
            "countUnread", reply -> reply.with(200).body().getInteger("count") == 0);

    private static Team team;
    private static Team others;

    @BeforeAll
    static void two_teams_that_know_nothing_of_each_other() {
        team = Team.of("anna");
        others = Team.of("mallory");
    }

    static List<HttpOperation> addressed() {
        return operations(operation -> !operation.isForOperators()
                && (!Ids.inPath(operation).isEmpty()
                        || !Ids.inQuery(operation).isEmpty()
                        || Ids.inBody(operation).contains("workspaceId")));
    }

    static List<HttpOperation> referring() {
        return operations(operation -> !operation.isForOperators()
                && !operation.isOpen()
                && Ids.inBody(operation).stream().anyMatch(name -> !name.equals("workspaceId")));
    }

    static List<HttpOperation> forOperators() {
        return operations(HttpOperation::isForOperators);
    }

    @ParameterizedTest
    @MethodSource("addressed")
    void what_is_in_another_workspace_does_not_exist(HttpOperation operation) {
        String before = asTheTeamSeesIt();

        Reply reply = call(others.owner(), operation, parameters(operation, team), body(operation, team));

        Function<Reply, Boolean> nothing = NOTHING_IS_SEEN.get(operation.id());
        if (nothing == null) {
            assertThat(reply.status()).as(reply.answer().body()).isEqualTo(404);
            Set<String> unasked = new HashSet<>(team.ids().values());
            Ids.inPath(operation).forEach(name -> unasked.remove(team.id(name)));
            assertThat(reply.answer().body())
                    .as("a problem names what was asked for, and nothing else")
                    .doesNotContain(unasked);
        } else {
            assertThat(nothing.apply(reply)).as(reply.answer().body()).isTrue();
        }
        assertThat(asTheTeamSeesIt()).isEqualTo(before);
    }

    /** Each id by itself, in a request that is in order but for it. */
    @ParameterizedTest
    @MethodSource("referring")
    void what_is_in_another_workspace_cannot_be_referred_to(HttpOperation operation) {
        Map<String, String> own = new HashMap<>(parameters(operation, others));
        if (operation.namesIn("header").contains("Prefer")) {
            own.put("Prefer", "wait=10");
        }
        for (String name : Ids.inBody(operation)) {
            JsonObject body = operation.id().equals("markRead")
                    ? new JsonObject().put(name, team.value(name))
                    : body(operation, others).put(name, team.value(name));
            int unread = team.unread();

            Reply reply = call(others.owner(), operation, own, body);

            if (operation.id().equals("markRead")) {
                assertThat(reply.status()).isIn(204, 404);
            } else {
                assertThat(reply.status())
                        .as(name + ": " + reply.answer().body())
                        .isIn(404, 422);
            }
            assertThat(team.unread()).isEqualTo(unread);
        }
    }

    static List<HttpOperation> waitingForAnOperation() {
        return operations(operation -> operation.namesIn("query").contains("after")
                && operation.namesIn("header").contains("Prefer"));
    }

    @ParameterizedTest
    @MethodSource("waitingForAnOperation")
    void somebody_elses_operation_cannot_be_waited_for(HttpOperation operation) {
        Map<String, String> own = new HashMap<>(parameters(operation, others));
        own.put("after", others.id("operationId"));
        assertThat(call(others.owner(), operation, own, null).with(200).header("Tandem-Seen"))
                .isEqualTo("true");

        own.put("after", team.id("operationId"));
        Reply reply = call(others.owner(), operation, own, null);

        assertThat(reply.status()).as(reply.answer().body()).isEqualTo(404);
        assertThat(reply.answer().body()).doesNotContain(team.ids().values());
    }

    @ParameterizedTest
    @MethodSource("forOperators")
    void what_is_for_operators_is_refused_to_everybody_else(HttpOperation operation) {
        Map<String, String> parameters = new HashMap<>();
        Stream.concat(operation.namesIn("path").stream(), required(operation))
                .forEach(name ->
                        parameters.put(name, name.equals("consumer") ? "notifier.events" : team.id("projectId")));

        assertThat(others.owner().call(operation.id(), parameters).status()).isEqualTo(403);
    }

    /**
     * With them an operation without a workspace's ids is one that was looked at, and not one that was overlooked. Those of
     * mail and of an invitation have a token of one person and workspace, whoever calls; reports of bounces have the operator's secret.
     */
    @Test
    void every_operation_is_tried_or_has_no_ids() {
        Set<String> tried = new HashSet<>();
        Stream.of(addressed(), referring(), forOperators())
                .flatMap(List::stream)
                .forEach(each -> tried.add(each.id()));

        assertThat(operations(operation -> !tried.contains(operation.id())))
                .extracting(HttpOperation::id)
                .containsExactlyInAnyOrder(
                        "getMe",
                        "createWorkspace",
                        "listWorkspaces",
                        "getPreferences",
                        "putPreferences",
                        "createStreamTicket",
                        "stream",
                        "showMailSubscription",
                        "stopMail",
                        "resumeMail",
                        "reportBounce",
                        "getInvitation",
                        "acceptInvitation");
    }

    /** All that somebody else could have changed. */
    private static String asTheTeamSeesIt() {
        Map<String, String> project = Map.of("projectId", team.id("projectId"));
        Map<String, String> workspace = Map.of("workspaceId", team.id("workspaceId"));
        Map<String, String> task = Map.of("taskId", team.id("taskId"));
        ContractClient owner = team.owner();
        return Stream.of(
                        owner.call("getWorkspace", workspace),
                        owner.call("listMembers", workspace),
                        owner.call("listInvitations", workspace),
                        owner.call("listProjects", workspace),
                        owner.call("getProject", project),
                        owner.call("listSections", project),
                        owner.call("listTasks", project),
                        owner.call("getTask", task),
                        owner.call("listComments", task),
                        owner.call("listWebhooks", workspace),
                        owner.call("listUndeliveredMails", workspace),
                        owner.call("listWebhookDeliveries", Map.of("webhookId", team.id("webhookId"))),
                        owner.call("countUnread", Map.of()))
                .map(reply -> reply.with(200).answer().body())
                .collect(Collectors.joining("\n"));
    }

    private static Reply call(
            ContractClient client, HttpOperation operation, Map<String, String> parameters, JsonObject body) {
        return client.call(operation.id(), parameters, body);
    }

    private static Map<String, String> parameters(HttpOperation operation, Team of) {
        Map<String, String> parameters = new HashMap<>();
        Stream.concat(Ids.inPath(operation).stream(), Ids.inQuery(operation).stream())
                .forEach(name -> parameters.put(name, of.id(name)));
        return parameters;
    }

    /** The contract's example, with ids of what is really there; null where there is no body. */
    private static JsonObject body(HttpOperation operation, Team of) {
        return operation
                .exampleBody()
                .map(example -> {
                    example.fieldNames().stream()
                            .filter(Ids.inBody(operation)::contains)
                            .toList()
                            .forEach(name -> example.put(name, of.value(name)));
                    return example;
                })
                .orElse(null);
    }

    private static Stream<String> required(HttpOperation operation) {
        return operation.parameters().stream()
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .filter(parameter -> parameter.path("required").asBoolean())
                .map(parameter -> parameter.path("name").asText());
    }

    private static List<HttpOperation> operations(Predicate<HttpOperation> which) {
        return HttpContract.get().operations().stream().filter(which).toList();
    }
}
