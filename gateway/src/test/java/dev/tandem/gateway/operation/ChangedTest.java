package dev.tandem.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.backends.SharedBackends;
import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What has changed for many users, in one statement on the real database. */
class ChangedTest {

    private static final UUID FIRST = new UUID(0, 0);
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final Vertx VERTX = Vertx.vertx();
    private static final Pool POOL =
            Databases.pool(VERTX, URI.create(SharedBackends.get().postgres().uri("gateway")), "test", 1);

    private final Story anna = new Story(RunningGateway.get());
    private final Story ben = new Story(RunningGateway.get());

    @BeforeAll
    static void tables() {
        RunningGateway.get();
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close());
    }

    @Test
    void changes_at_one_moment_are_paged_without_a_gap_and_what_was_only_accepted_is_none() {
        List<UUID> changed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            changed.add(changedAt(anna.accepted(), "2026-11-28T12:00:00Z"));
        }
        anna.accepted();
        ben.accepted();

        List<UUID> told = new ArrayList<>();
        OperationStore.Asked asked = new OperationStore.Asked(anna.user, LONG_AGO, FIRST);
        for (int page = 0; page < 3; page++) {
            OperationStore.Changes changes = changed(List.of(asked)).get(0);
            changes.operations().forEach(each -> told.add(each.operation().id()));
            OperationStore.Changed last =
                    changes.operations().get(changes.operations().size() - 1);
            asked = new OperationStore.Asked(
                    anna.user, last.at(), last.operation().id());
        }

        assertThat(told).containsExactlyInAnyOrderElementsOf(changed);
        assertThat(changed(List.of(asked)).get(0).operations()).isEmpty();
    }

    @Test
    void each_who_asks_is_answered_in_their_place_and_with_their_own() {
        UUID mine = changedAt(anna.accepted(), "2026-11-28T12:00:00Z");
        UUID yours = changedAt(ben.accepted(), "2026-11-28T11:00:00Z");

        List<OperationStore.Changes> answers = changed(List.of(
                new OperationStore.Asked(ben.user, LONG_AGO, FIRST),
                new OperationStore.Asked("nobody", LONG_AGO, FIRST),
                new OperationStore.Asked(anna.user, LONG_AGO, FIRST)));

        assertThat(answers)
                .extracting(each -> each.operations().stream()
                        .map(changed -> changed.operation().id())
                        .toList())
                .containsExactly(List.of(yours), List.of(), List.of(mine));
        assertThat(answers).allSatisfy(each -> assertThat(each.readAt()).isAfter(LONG_AGO));
    }

    @Test
    void each_user_is_read_from_the_index_without_passing_over_others() {
        String plan = Awaiting.get(POOL.preparedQuery("EXPLAIN " + OperationStore.CHANGED)
                .execute(Tuple.of(
                        new String[] {anna.user},
                        new OffsetDateTime[] {LONG_AGO.atOffset(ZoneOffset.UTC)},
                        new UUID[] {FIRST},
                        50))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString(0))
                        .reduce("", (all, line) -> all + line + "\n")));

        assertThat(plan).containsPattern("Limit[^\n]*\n\\s+->  Index Scan using operation_changed");
        assertThat(plan).doesNotContain("Seq Scan");
    }

    private static List<OperationStore.Changes> changed(List<OperationStore.Asked> asked) {
        return Awaiting.get(new OperationStore(POOL).changed(asked, 2));
    }

    private static UUID changedAt(UUID operation, String time) {
        RunningGateway.get().sql("UPDATE operation SET changed_at = '" + time + "' WHERE id = '" + operation + "'");
        return operation;
    }
}
