package dev.tandem.gateway.stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.gateway.BoardStandIn;
import dev.tandem.gateway.InboxStandIn;
import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.Upstream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that listen to a project, before services that fail. */
@Timeout(120)
final class ProjectStreamTest {

    private final RunningGateway gateway = RunningGateway.get();
    private final BoardStandIn board = BoardStandIn.get();
    private final String anna = "anna-" + UUID.randomUUID();
    private final UUID project = UUID.randomUUID();
    private final UUID task = UUID.randomUUID();
    private final String path = "/v1/projects/" + project + "/stream";

    @Test
    void a_change_is_told_with_what_it_is_about_and_only_to_who_listens_to_its_project() {
        Listener listener = listen(gateway);
        board.renamed(UUID.randomUUID(), UUID.randomUUID(), 1);
        board.renamed(project, task, 1);
        await().until(() -> listener.events().size() == 1);

        assertThat(listener.signs()).containsExactly("ready");
        assertThat(listener.events().get(0).name()).isEqualTo("change");
        assertThat(listener.events().get(0).data().getString("taskId")).isEqualTo(task.toString());
        assertThat(listener.events().get(0).data().getJsonObject("task").getString("answeredBy"))
                .isEqualTo("project-service");
        listener.close();
    }

    @Test
    void what_overtook_is_told_in_order_and_again_to_who_comes_back_before_it_was_told() {
        Listener listener = listen(gateway);
        board.renamed(project, task, 2);
        board.renamed(project, UUID.randomUUID(), 1);
        await().until(() -> !listener.events().isEmpty());
        assertThat(listener.events().get(0).data().getString("taskId")).isNotEqualTo(task.toString());
        String position = listener.events().get(0).id();
        listener.close();
        board.renamed(project, task, 1);

        Listener again = Listener.to(gateway, anna, path, position);
        await().until(() -> again.events().size() == 3);

        assertThat(again.events())
                .filteredOn(each -> task.toString().equals(each.data().getString("taskId")))
                .extracting(each -> each.data().getLong("sequence"))
                .containsExactly(1L, 2L);
        again.close();
    }

    @Test
    void what_comes_before_is_waited_for_only_so_long() {
        Listener listener = listen(gateway);
        board.renamed(project, task, 2);
        await().atMost(20, SECONDS).until(() -> listener.events().size() == 1);
        board.renamed(project, task, 1);
        board.renamed(project, task, 3);
        await().until(() -> listener.events().size() == 2);

        assertThat(listener.events())
                .extracting(each -> each.data().getLong("sequence"))
                .containsExactly(2L, 3L);
        listener.close();
    }

    @Test
    void while_services_are_away_the_stream_stays_and_tells_what_happened_meanwhile() {
        RunningGateway other = RunningGateway.another("gateway", Map.of());
        try {
            Listener listener = listen(other);
            other.projectService.fallIll(true);
            board.renamed(project, task, 1);
            await().until(() -> !other.projectService.seenWith(task.toString()).isEmpty());
            other.analytics.fallIll(true);
            int asked = other.analytics.seenWith(project.toString()).size();
            board.renamed(project, task, 2);
            await().until(() -> other.analytics.seenWith(project.toString()).size() > asked);
            other.analytics.fallIll(false);
            board.renamed(project, task, 3);
            other.projectService.fallIll(false);
            await().atMost(30, SECONDS).until(() -> listener.events().size() == 3);

            assertThat(listener.isOver()).isFalse();
            assertThat(listener.events())
                    .extracting(each -> each.data().getLong("sequence"))
                    .containsExactly(1L, 2L, 3L);
            listener.close();
        } finally {
            other.stop();
        }
    }

    @Test
    void a_hint_that_is_lost_costs_time_and_nothing_else() {
        Listener listener = listen(gateway);
        InboxStandIn.get().loseHints(true);
        try {
            board.renamed(project, task, 1);
            await().atMost(20, SECONDS).until(() -> listener.events().size() == 1);
        } finally {
            InboxStandIn.get().loseHints(false);
        }
        listener.close();
    }

    @Test
    void who_may_not_read_the_project_any_more_is_told_nothing_and_cannot_come_back() {
        Listener listener = listen(gateway);
        board.bar(anna);
        board.renamed(project, task, 1);

        await().until(listener::isOver);
        assertThat(listener.events()).isEmpty();
        assertThat(gateway.get(anna, path).status()).isEqualTo(404);
    }

    @Test
    void who_may_not_read_the_project_any_more_is_not_told_either_what_waited() {
        Listener listener = listen(gateway);
        board.renamed(project, task, 2);
        board.renamed(project, UUID.randomUUID(), 1);
        await().until(() -> listener.events().size() == 1);
        board.bar(anna);

        await().atMost(20, SECONDS).until(listener::isOver);
        assertThat(listener.events()).hasSize(1);
    }

    @Test
    void who_is_to_read_anew_is_told_so_before_the_change_that_says_too_little() {
        Listener listener = listen(gateway);
        board.happened(project, "project.structured", 1);
        await().until(() -> listener.events().size() == 2);

        assertThat(listener.events()).extracting(Listener.Heard::name).containsExactly("reset", "change");
        Listener again =
                Listener.to(gateway, anna, path, listener.events().get(0).id());
        await().until(() -> again.events().size() == 2);
        assertThat(again.events())
                .as("a connection that breaks in between loses neither")
                .extracting(Listener.Heard::name)
                .containsExactly("reset", "change");
        listener.close();
        again.close();
    }

    @Test
    void what_is_refused_again_and_again_is_passed_over_and_the_client_reads_anew() {
        UUID broken = UUID.randomUUID();
        gateway.projectService.answerExactly(
                "/v1/tasks/" + broken,
                request -> new Upstream.Reply(
                        400,
                        "application/problem+json",
                        "{\"type\":\"/problems/malformed\",\"title\":\"No\",\"status\":400}"));
        Listener listener = listen(gateway);
        board.renamed(project, broken, 1);
        board.renamed(project, task, 1);
        await().atMost(40, SECONDS).until(() -> listener.events().size() == 2);

        assertThat(listener.events()).extracting(Listener.Heard::name).containsExactly("reset", "change");
        assertThat(listener.events().get(1).data().getString("taskId")).isEqualTo(task.toString());
        assertThat(gateway.projectService.seenWith(broken.toString()))
                .as("it is not asked for all the time")
                .hasSizeLessThan(10);
        listener.close();
    }

    @Test
    void a_request_that_is_refused_as_a_whole_ends_no_stream() {
        Listener listener = listen(gateway);
        int asked = gateway.analytics.seenWith(project.toString()).size();
        board.refuse(anna, true);
        board.renamed(project, task, 1);
        await().until(() -> gateway.analytics.seenWith(project.toString()).size() > asked + 1);
        board.refuse(anna, false);
        await().atMost(20, SECONDS).until(() -> listener.events().size() == 1);

        assertThat(listener.isOver()).isFalse();
        listener.close();
    }

    @Test
    void streams_of_projects_count_among_those_of_their_user_and_end_when_the_instance_stops() {
        RunningGateway other = RunningGateway.another("gateway", Map.of("STREAMS_PER_USER", "1"));
        Listener listener = listen(other);
        try {
            assertThat(other.get(anna, path).status()).isEqualTo(429);
            assertThat(other.get(anna, "/v1/stream").status()).isEqualTo(429);
        } finally {
            other.stop();
        }
        await().until(listener::isOver);
    }

    @Test
    void who_was_away_for_too_long_reads_anew() {
        board.renamed(project, task, 1);
        for (String unknown :
                List.of("nonsense", "b1." + project + ".1.1", "b1." + UUID.randomUUID() + ".1.zzzzzzzz")) {
            Listener listener = Listener.to(gateway, anna, path, unknown);
            await().until(() -> listener.events().size() == 1);
            assertThat(listener.events().get(0).name()).isEqualTo("reset");
            listener.close();
        }
    }

    private Listener listen(RunningGateway at) {
        Listener listener = Listener.to(at, anna, path, null);
        await().until(() -> listener.last() != null);
        return listener;
    }
}
