package dev.tandem.gateway.stream;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.gateway.InboxStandIn;
import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.operation.Story;
import dev.tandem.kit.testing.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that listen. */
@Timeout(120)
final class StreamTest {

    private final RunningGateway gateway = RunningGateway.get();
    private final Story story = new Story(gateway);

    @Test
    void an_operation_tells_how_it_stands_until_it_is_done_and_the_stream_ends() {
        UUID operation = story.accepted();
        Listener listener = Listener.to(gateway, story.user, "/v1/operations/" + operation + "/events", null);
        await().until(() -> listener.events().size() == 1);
        story.succeeds(operation);

        await().until(listener::isOver);
        assertThat(listener.events())
                .extracting(event -> event.name() + " " + event.data().getString("status"))
                .containsExactly("operation accepted", "operation succeeded");
        assertThat(Listener.to(gateway, story.user, "/v1/operations/" + operation + "/events", null)
                        .untilOver())
                .extracting(event -> event.data().getString("status"))
                .containsExactly("succeeded");
    }

    @Test
    void a_user_hears_of_their_operations_and_notifications_in_order_and_of_nobody_elses() {
        Listener listener = Listener.to(gateway, story.user, "/v1/stream", null);
        await().until(() -> listener.last() != null);
        UUID operation = story.accepted();
        story.succeeds(operation);
        await().until(() -> listener.events().size() == 1);
        new Story(gateway).isNotified("for another");
        UUID notification = story.isNotified("Anna assigned you the task");
        await().until(() -> listener.events().size() == 2);

        assertThat(listener.events()).extracting(Listener.Heard::name).containsExactly("operation", "notification");
        assertThat(listener.events())
                .extracting(event -> event.data().getString("id"))
                .containsExactly(operation.toString(), notification.toString());
        assertThat(listener.events().get(1).data().getString("text")).isEqualTo("Anna assigned you the task");
        listener.close();
    }

    @Test
    void who_comes_again_at_another_instance_goes_on_where_they_were() {
        RunningGateway other = RunningGateway.another("gateway", Map.of());
        Listener before = Listener.to(other, story.user, "/v1/stream", null);
        await().until(() -> before.last() != null);
        story.isNotified("one");
        await().until(() -> before.events().size() == 1);
        String last = before.last();
        other.stop();
        await().until(before::isOver);
        UUID missed = story.isNotified("two");
        UUID alsoMissed = story.isNotified("three");
        await().until(() -> notificationsOf(story.user, last) == 2);

        Listener after = Listener.to(gateway, story.user, "/v1/stream", last);
        await().until(() -> after.events().size() == 2);

        assertThat(after.events())
                .extracting(event -> event.data().getString("id"))
                .containsExactlyInAnyOrder(missed.toString(), alsoMissed.toString());
        after.close();
    }

    @Test
    void a_stream_that_breaks_before_anything_happens_loses_nothing_of_what_happens_meanwhile() {
        Listener broken = Listener.to(gateway, story.user, "/v1/stream", null);
        await().until(() -> !broken.signs().isEmpty());
        assertThat(broken.signs()).containsExactly("ready");
        broken.close();
        UUID operation = story.accepted();
        story.succeeds(operation);
        await().until(() -> story.shown(operation).getBoolean("done"));
        UUID notification = story.isNotified("meanwhile");

        Listener again = Listener.to(gateway, story.user, "/v1/stream", broken.last());
        await().until(() -> again.events().size() == 2);

        assertThat(again.events())
                .extracting(event -> event.data().getString("id"))
                .containsExactlyInAnyOrder(operation.toString(), notification.toString());
        assertThat(again.signs()).as("it goes on").doesNotContain("ready");
        again.close();
    }

    @Test
    void who_is_told_nothing_keeps_up_all_the_same() {
        new Story(gateway).isNotified("before");
        Listener first = Listener.to(gateway, story.user, "/v1/stream", null);
        await().until(() -> first.last() != null);
        String begun = first.last();
        first.close();
        Story other = new Story(gateway);
        Listener others = Listener.to(gateway, other.user, "/v1/stream", null);
        await().until(() -> others.last() != null);
        other.isNotified("for another");
        await().until(() -> others.events().size() == 1);

        Listener second = Listener.to(gateway, story.user, "/v1/stream", begun);
        await().until(() -> !second.signs().isEmpty());

        assertThat(second.last()).isGreaterThan(begun);
        assertThat(second.signs()).containsExactly("position");
        assertThat(second.events()).isEmpty();
        second.close();
        others.close();
    }

    @Test
    void who_was_away_for_too_long_is_told_to_read_everything_anew() {
        for (String unknown :
                new String[] {"999999999999999", "nonsense", "-1", twoHoursAgo(), "1.a.a.*", inTwoHours()}) {
            Listener listener = Listener.to(gateway, story.user, "/v1/stream", unknown);
            await().until(() -> listener.events().size() == 1);
            assertThat(listener.events().get(0).name()).isEqualTo("reset");
            listener.close();
        }
    }

    @Test
    void a_user_has_so_many_streams_and_no_more() {
        RunningGateway other = RunningGateway.another("gateway", Map.of("STREAMS_PER_USER", "1"));
        try {
            Listener first = Listener.to(other, story.user, "/v1/stream", null);
            await().until(() -> first.last() != null);
            Answer second = other.get(story.user, "/v1/stream");
            assertThat(second.status()).isEqualTo(429);
            assertThat(second.json().getString("detail")).contains("Close one");
            first.close();
            await().until(() -> other.metric("tandem_streams_open") == 0);
            Listener third = Listener.to(other, story.user, "/v1/stream", null);
            await().until(() -> third.last() != null);
        } finally {
            other.stop();
        }
    }

    @Test
    void the_operation_of_another_cannot_be_listened_to() {
        UUID operation = story.accepted();

        assertThat(gateway.get("mallory", "/v1/operations/" + operation + "/events")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void what_was_told_is_not_told_again_to_who_comes_back_at_once() {
        Listener first = Listener.to(gateway, story.user, "/v1/stream", null);
        await().until(() -> first.last() != null);
        UUID operation = story.accepted();
        story.succeeds(operation);
        story.isNotified("one");
        await().until(() -> first.events().size() == 2);
        first.close();
        UUID next = story.isNotified("two");

        Listener second = Listener.to(gateway, story.user, "/v1/stream", first.last());
        await().until(() -> !second.events().isEmpty());

        assertThat(second.events())
                .extracting(event -> event.data().getString("id"))
                .containsExactly(next.toString());
        second.close();
    }

    @Test
    void what_there_was_before_is_not_told_to_who_begins() {
        UUID before = story.accepted();
        story.succeeds(before);
        await().until(() -> story.shown(before).getBoolean("done"));
        story.isNotified("before");
        Listener listener = Listener.to(gateway, story.user, "/v1/stream", null);
        await().until(() -> listener.last() != null);
        UUID after = story.isNotified("after");
        await().until(() -> !listener.events().isEmpty());

        assertThat(listener.events())
                .extracting(event -> event.data().getString("id"))
                .containsExactly(after.toString());
        listener.close();
    }

    @Test
    void a_change_that_commits_late_is_told_all_the_same() {
        Listener listener = Listener.to(gateway, story.user, "/v1/stream", null);
        await().until(() -> listener.last() != null);
        UUID early = story.accepted();
        UUID late = story.accepted();
        story.succeeds(early);
        await().until(() -> listener.events().size() == 1);

        gateway.sql("UPDATE operation SET status = 'succeeded', changed_at = clock_timestamp() - interval '10 seconds'"
                + " WHERE id = '" + late + "'");

        await().atMost(20, SECONDS).until(() -> listener.events().size() == 2);
        assertThat(listener.events().get(1).data().getString("id")).isEqualTo(late.toString());
        listener.close();
    }

    @Test
    void a_hint_that_is_lost_costs_time_and_nothing_else() {
        Listener listener = Listener.to(gateway, story.user, "/v1/stream", null);
        await().until(() -> listener.last() != null);
        InboxStandIn.get().loseHints(true);
        try {
            story.isNotified("without a hint");
            await().atMost(20, SECONDS).until(() -> listener.events().size() == 1);
        } finally {
            InboxStandIn.get().loseHints(false);
        }
        listener.close();
    }

    @Test
    void one_stream_of_hints_serves_all_and_ends_with_the_last_who_listens() {
        RunningGateway other = RunningGateway.another("gateway", Map.of());
        try {
            await().until(() -> InboxStandIn.get().listeners() <= 1);
            int before = InboxStandIn.get().listeners();
            Listener first = Listener.to(other, story.user, "/v1/stream", null);
            Listener second = Listener.to(other, new Story(other).user, "/v1/stream", null);
            await().until(() -> first.last() != null && second.last() != null);
            await().until(() -> InboxStandIn.get().listeners() == before + 1);
            InboxStandIn.get().hangUp();
            await().until(() -> InboxStandIn.get().listeners() > before);
            first.close();
            second.close();
            await().until(() -> other.metric("tandem_streams_open") == 0);
            await().until(() -> InboxStandIn.get().listeners() <= before);
        } finally {
            other.stop();
        }
    }

    @Test
    void while_the_notifier_is_away_operations_are_told_and_what_arrived_meanwhile_later() {
        RunningGateway other = RunningGateway.another("gateway", Map.of());
        try {
            other.notifier.fallIll(true);
            Listener listener = Listener.to(other, story.user, "/v1/stream", null);
            await().until(() -> listener.last() != null);
            UUID notification = story.isNotified("meanwhile");
            UUID operation = story.accepted();
            story.succeeds(operation);
            await().until(() -> listener.events().size() == 1);
            other.notifier.fallIll(false);
            await().atMost(20, SECONDS).until(() -> listener.events().size() == 2);
            assertThat(listener.events())
                    .extracting(event -> event.data().getString("id"))
                    .containsExactly(operation.toString(), notification.toString());
            listener.close();
        } finally {
            other.stop();
        }
    }

    private static String twoHoursAgo() {
        return positionAt(Instant.now().minusSeconds(7_200));
    }

    private static String inTwoHours() {
        return positionAt(Instant.now().plusSeconds(7_200));
    }

    private static String positionAt(Instant time) {
        return new Position(time, time, List.of()).written();
    }

    private int notificationsOf(String user, String last) {
        Listener listener = Listener.to(gateway, user, "/v1/stream", last);
        await().until(() -> !listener.events().isEmpty());
        int heard = listener.events().size();
        listener.close();
        return heard;
    }
}
