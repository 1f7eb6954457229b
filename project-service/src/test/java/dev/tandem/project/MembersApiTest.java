package dev.tandem.project;

import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.RunningProjects.memberPath;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.Role;
import dev.tandem.kit.testing.Answer;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MembersApiTest {

    private final RunningProjects service = RunningProjects.get();
    private final UUID workspace = service.aWorkspaceOf("alice");

    @Test
    void members_come_change_and_go_and_each_step_is_told_in_sequence() {
        Answer added = service.put(
                "alice",
                memberPath(workspace, "bob"),
                "{\"role\":\"admin\",\"email\":\"bob@example.com\",\"name\":\" Bob \"}");
        Answer changed = service.putMember("alice", workspace, "bob", "viewer");
        Answer removed = service.delete("alice", memberPath(workspace, "bob"));

        assertThat(added.status()).isEqualTo(200);
        assertThat(added.json())
                .contains(
                        entry("userId", "bob"),
                        entry("role", "admin"),
                        entry("email", "bob@example.com"),
                        entry("name", "Bob"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().getString("addedAt")).isEqualTo(added.json().getString("addedAt"));
        assertThat(removed.status()).isEqualTo(204);
        awaitTold(
                new MemberAdded(workspace, "bob", Role.admin, "bob@example.com", "Bob", null),
                new MemberChanged(workspace, "bob", Role.viewer, null, null, Role.admin),
                new MemberRemoved(workspace, "bob"));
        assertThat(membershipTold())
                .extracting(
                        told -> told.envelope().actor(), told -> told.envelope().correlationId())
                .contains(tuple("alice", "correlation-of-alice"));
    }

    @Test
    void a_change_is_in_force_when_it_is_answered() {
        assertThat(bobMayManage()).isEqualTo(404);
        service.putMember("alice", workspace, "bob", "viewer");
        assertThat(bobMayManage()).isEqualTo(403);
        service.putMember("alice", workspace, "bob", "admin");
        assertThat(bobMayManage()).isEqualTo(200);
        service.delete("bob", memberPath(workspace, "bob"));
        assertThat(bobMayManage()).isEqualTo(404);
    }

    private int bobMayManage() {
        return service.permission("bob", "members.manage", "workspaceId", workspace)
                .status();
    }

    @Test
    void what_changes_nothing_is_answered_and_not_told() {
        service.putMember("alice", workspace, "bob", "member");
        assertThat(service.putMember("alice", workspace, "bob", "member").status())
                .isEqualTo(200);
        service.putMember("alice", workspace, "carol", "member");
        awaitTold(
                new MemberAdded(workspace, "bob", Role.member, null, null, null),
                new MemberAdded(workspace, "carol", Role.member, null, null, null));
    }

    @Test
    void refusals() {
        service.putMember("alice", workspace, "bob", "admin");
        assertThat(service.delete("alice", memberPath(workspace, "alice")).status())
                .isEqualTo(409);
        assertThat(service.putMember("alice", workspace, "alice", "admin").status())
                .isEqualTo(409);
        assertThat(service.putMember("bob", workspace, "bob", "owner").status()).isEqualTo(403);
        assertThat(service.delete("bob", memberPath(workspace, "alice")).status())
                .isEqualTo(403);
        assertThat(service.delete("alice", memberPath(workspace, "nobody")).status())
                .isEqualTo(404);
        assertThat(service.putMember("eve", workspace, "eve", "owner").status()).isEqualTo(404);
        assertThat(service.putMember("alice", anyId(), "eve", "owner").status()).isEqualTo(404);
    }

    @Test
    void of_many_who_are_let_in_at_once_the_last_places_go_to_as_many_as_there_are() {
        List<CompletableFuture<Integer>> letIn = IntStream.range(0, RunningProjects.MOST_MEMBERS + 9)
                .mapToObj(
                        each -> service.putting("alice", memberPath(workspace, "user-" + each), "{\"role\":\"viewer\"}")
                                .thenApply(Answer::status))
                .toList();

        assertThat(letIn.stream().map(CompletableFuture::join).collect(groupingBy(status -> status, counting())))
                .isEqualTo(Map.of(200, RunningProjects.MOST_MEMBERS - 1L, 409, 10L));
        assertThat(service.putMember("alice", workspace, "alice", "owner").status())
                .isEqualTo(200);
    }

    @Test
    void of_two_last_owners_who_leave_at_once_one_stays() {
        for (int round = 0; round < 10; round++) {
            UUID disputed = service.aWorkspaceOf("alice");
            service.putMember("alice", disputed, "bob", "owner");

            CompletableFuture<Integer> alice = service.deleting("alice", memberPath(disputed, "alice"));
            CompletableFuture<Integer> bob = service.deleting("bob", memberPath(disputed, "bob"));

            assertThat(List.of(alice.join(), bob.join())).containsExactlyInAnyOrder(204, 409);
        }
    }

    @Test
    void of_two_last_owners_who_remove_each_other_at_once_one_stays() {
        for (int round = 0; round < 10; round++) {
            UUID disputed = service.aWorkspaceOf("alice");
            service.putMember("alice", disputed, "bob", "owner");

            CompletableFuture<Integer> alice = service.deleting("alice", memberPath(disputed, "bob"));
            CompletableFuture<Integer> bob = service.deleting("bob", memberPath(disputed, "alice"));

            assertThat(List.of(alice.join(), bob.join())).containsExactlyInAnyOrder(204, 404);
        }
    }

    @Test
    void concurrent_changes_are_numbered_without_gaps() {
        List<CompletableFuture<Integer>> all = Stream.iterate(0, i -> i < 20, i -> i + 1)
                .map(i ->
                        CompletableFuture.supplyAsync(() -> service.putMember("alice", workspace, "user-" + i, "member")
                                .status()))
                .toList();
        assertThat(all).allSatisfy(put -> assertThat(put.join()).isEqualTo(200));
        await().untilAsserted(() -> assertThat(
                        membershipTold().stream().map(told -> told.envelope().sequence()))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.rangeClosed(2, 21).boxed().toList()));
    }

    @Test
    void bodies_are_read_strictly() {
        String path = memberPath(workspace, "bob");
        Answer invalid = service.put("alice", path, "{\"role\":\"king\",\"email\":5,\"rank\":1}");
        assertThat(invalid.status()).isEqualTo(422);
        assertThat(invalid.header("Content-Type")).startsWith("application/problem+json");
        assertThat(invalid.violations()).containsExactlyInAnyOrder("/role", "/email", "/rank");
        assertThat(service.put("alice", path, "{\"role\":").status()).isEqualTo(400);
        assertThat(service.put("alice", path, "[]").status()).isEqualTo(400);
        assertThat(service.put("alice", memberPath(workspace, "b".repeat(256)), "{\"role\":\"member\"}")
                        .status())
                .isEqualTo(400);
        assertThat(service.put("alice", "/v1/workspaces/none/members/bob", "{\"role\":\"member\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void user_ids_are_any_text() {
        assertThat(service.put("alice", memberPath(workspace, "auth0%7Cj%C3%B6rg%2F1"), "{\"role\":\"member\"}")
                        .json()
                        .getString("userId"))
                .isEqualTo("auth0|jörg/1");
    }

    @Test
    void nobody_is_let_in_under_an_id_that_looks_like_another() {
        for (String id :
                List.of("carol%20", "%C2%A0carol", "ca%E2%80%8Brol", "carol%0A", "ca%CD%B8rol", "%F3%A0%81%81carol")) {
            assertThat(service.put("alice", memberPath(workspace, id), "{\"role\":\"member\"}")
                            .status())
                    .as(id)
                    .isEqualTo(400);
        }
        assertThat(service.put("alice", memberPath(workspace, "x".repeat(255)), "{\"role\":\"member\"}")
                        .status())
                .isEqualTo(200);
        assertThat(service.delete("alice", memberPath(workspace, "carol%20")).status())
                .as("such a member could be removed, and there is none")
                .isEqualTo(404);
    }

    @Test
    void members_are_listed_to_members_in_pages() {
        service.putMember("alice", workspace, "bob", "member");
        service.putMember("alice", workspace, "carol", "viewer");
        String path = "/v1/workspaces/" + workspace + "/members";

        Answer first = service.get("carol", path + "?limit=2");
        Answer second =
                service.get("carol", path + "?limit=2&cursor=" + first.json().getString("nextCursor"));

        assertThat(first.items("userId")).containsExactly("alice", "bob");
        assertThat(second.items("userId")).containsExactly("carol");
        assertThat(second.json().getValue("nextCursor")).isNull();
        assertThat(service.get("eve", path).status()).isEqualTo(404);
    }

    @Test
    void members_are_found_by_the_beginning_of_a_word_in_their_name_or_id() {
        service.put("alice", memberPath(workspace, "bob"), "{\"role\":\"viewer\",\"name\":\"Zoë Löw\"}");
        service.put("alice", memberPath(workspace, "zoe-2"), "{\"role\":\"viewer\"}");
        service.put("alice", memberPath(workspace, "zoe-3"), "{\"role\":\"viewer\"}");
        String path = "/v1/workspaces/" + workspace + "/members?query=";

        Answer first = service.get("bob", path + "zo&limit=2");
        Answer second =
                service.get("bob", path + "zo&limit=2&cursor=" + first.json().getString("nextCursor"));

        assertThat(first.items("userId")).containsExactly("bob", "zoe-2");
        assertThat(second.items("userId")).containsExactly("zoe-3");
        assertThat(second.json().getValue("nextCursor")).isNull();
        assertThat(service.get("bob", path + "ZOE%20low").items("userId")).containsExactly("bob");
        assertThat(service.get("bob", path + "nobody").items("userId")).isEmpty();
        assertThat(service.get("eve", path + "zo").status()).isEqualTo(404);
        assertThat(service.get("bob", path + "%20").status()).isEqualTo(400);
        assertThat(service.get("bob", path + "z".repeat(101)).status()).isEqualTo(400);
    }

    @Test
    void who_is_in_a_workspace_sees_one_member_and_strangers_do_not() {
        service.put("alice", memberPath(workspace, "bob"), "{\"role\":\"viewer\",\"name\":\"Bob\"}");
        assertThat(service.get("bob", memberPath(workspace, "bob")).json())
                .contains(entry("userId", "bob"), entry("role", "viewer"), entry("name", "Bob"));
        assertThat(service.get("bob", memberPath(workspace, "alice")).status()).isEqualTo(200);
        assertThat(service.get("bob", memberPath(workspace, "eve")).status()).isEqualTo(404);
        assertThat(service.get("eve", memberPath(workspace, "bob")).status()).isEqualTo(404);
        assertThat(service.get("eve", memberPath(workspace, "eve")).status()).isEqualTo(404);
    }

    @Test
    void everybody_chooses_the_name_they_have_in_a_workspace() {
        service.put("alice", memberPath(workspace, "bob"), "{\"role\":\"viewer\",\"email\":\"bob@example.com\"}");

        Answer renamed = service.patch("bob", memberPath(workspace, "bob"), "{\"name\":\" Bobby \"}");

        assertThat(renamed.status()).isEqualTo(200);
        assertThat(renamed.json())
                .contains(entry("name", "Bobby"), entry("role", "viewer"), entry("email", "bob@example.com"));
        assertThat(service.patch("bob", memberPath(workspace, "alice"), "{\"name\":\"Al\"}")
                        .status())
                .isEqualTo(403);
        assertThat(service.patch("eve", memberPath(workspace, "bob"), "{\"name\":\"Al\"}")
                        .status())
                .isEqualTo(404);
        assertThat(service.patch("bob", memberPath(workspace, "bob"), "{\"name\":\"Bob\",\"role\":\"owner\"}")
                        .violations())
                .containsExactly("/role");
        assertThat(service.patch("bob", memberPath(workspace, "bob"), "{\"name\":\" \"}")
                        .violations())
                .containsExactly("/name");
        awaitTold(
                new MemberAdded(workspace, "bob", Role.viewer, "bob@example.com", null, null),
                new MemberChanged(workspace, "bob", Role.viewer, "bob@example.com", "Bobby", Role.viewer));
    }

    private void awaitTold(Object... facts) {
        await().untilAsserted(() -> {
            List<Topics.Told> told = membershipTold();
            assertThat(told).extracting(Topics.Told::payload).containsExactly(facts);
            assertThat(told).extracting(each -> each.envelope().sequence()).startsWith(2L);
        });
    }

    private List<Topics.Told> membershipTold() {
        return service.topics.of(workspace).stream()
                .filter(told -> told.routingKey().startsWith("member."))
                .sorted(Comparator.comparing(told -> told.envelope().sequence()))
                .toList();
    }

    private static Map.Entry<String, Object> entry(String name, Object value) {
        return Map.entry(name, value);
    }
}
