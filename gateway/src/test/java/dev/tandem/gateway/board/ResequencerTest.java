package dev.tandem.gateway.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResequencerTest {

    private final Resequencer order = new Resequencer();

    @Test
    void what_comes_in_order_is_passed_on_at_once() {
        assertThat(offer(change("a", 1, 5, 0L))).containsExactly("a1");
        assertThat(offer(change("a", 2, 6, 5L))).containsExactly("a2");
        assertThat(offer(change("b", 7, 7, 3L)))
                .as("the one before was long ago")
                .containsExactly("b7");
        assertThat(order.holdsAny()).isFalse();
    }

    @Test
    void what_overtook_waits_for_what_comes_before_it() {
        assertThat(offer(change("a", 4, 10, null))).isEmpty();
        assertThat(offer(change("a", 3, 11, 14L))).isEmpty();
        assertThat(offer(change("b", 1, 12, 0L))).containsExactly("b1");
        assertThat(order.placeUpTo(12))
                .as("what waits is told again after a break")
                .isEqualTo(9);

        assertThat(offer(change("a", 2, 14, 2L))).containsExactly("a2", "a3", "a4");
        assertThat(order.placeUpTo(14)).isEqualTo(14);
    }

    @Test
    void what_waits_for_something_that_waits_itself_waits_too() {
        assertThat(offer(change("a", 3, 10, null))).isEmpty();
        assertThat(offer(change("a", 4, 11, 10L))).isEmpty();
        assertThat(offer(change("a", 2, 12, 1L))).containsExactly("a2", "a3", "a4");
    }

    @Test
    void nothing_waits_for_ever_and_who_comes_after_that_is_dropped() {
        long late = Resequencer.PATIENCE.toNanos();
        assertThat(offer(change("a", 4, 10, null))).isEmpty();
        assertThat(offer(change("a", 3, 11, null))).isEmpty();

        assertThat(names(order.overdue(late - 1))).isEmpty();
        assertThat(names(order.overdue(late))).containsExactly("a3", "a4");
        assertThat(offer(change("a", 2, 12, 1L))).as("it is too late").isEmpty();
        assertThat(offer(change("a", 5, 13, 10L))).containsExactly("a5");
    }

    @Test
    void who_comes_too_late_and_is_not_covered_by_a_later_one_makes_clients_read_anew() {
        assertThat(offer(change("member.added", "m", 6, 10, 1L))).containsExactly("m6");
        assertThat(offer(change("project.renamed", "p", 3, 11, 1L))).containsExactly("p3");

        assertThat(order.offer(change("member.added", "m", 5, 12, 1L), 0))
                .extracting(Change::place, Change::untold)
                .containsExactly(tuple(12L, true));
        assertThat(order.offer(change("project.structured", "p", 2, 13, 1L), 0))
                .extracting(Change::place, Change::untold)
                .containsExactly(tuple(13L, true));
        assertThat(offer(change("project.described", "p", 1, 14, 0L))).isEmpty();
    }

    @Test
    void a_move_that_gave_others_new_ranks_makes_clients_read_anew() {
        Change spread = change("t", 7, 10, 1L);
        spread.event().getJsonObject("data").put("reranked", 8);
        assertThat(spread.isWide()).isTrue();
        assertThat(change("t", 7, 10, 1L).isWide()).isFalse();

        assertThat(offer(change("t", 8, 11, 1L))).containsExactly("t8");
        assertThat(order.offer(spread, 0))
                .extracting(Change::place, Change::untold)
                .containsExactly(tuple(10L, true));
    }

    @Test
    void it_is_known_when_the_next_one_has_waited_for_too_long() {
        assertThat(order.dueIn(0)).isEmpty();
        order.offer(change("a", 4, 10, null), 0);
        order.offer(change("b", 4, 11, null), 1_000);

        assertThat(order.dueIn(3_000)).contains(Resequencer.PATIENCE.minusNanos(3_000));
        order.overdue(Resequencer.PATIENCE.toNanos());
        assertThat(order.dueIn(Resequencer.PATIENCE.toNanos())).contains(Duration.ofNanos(1_000));
    }

    @Test
    void only_so_many_wait() {
        for (int i = 0; i < Resequencer.MOST_HELD; i++) {
            assertThat(order.offer(change("a" + i, 2, i + 1, null), i)).isEmpty();
        }
        assertThat(names(order.offer(change("b", 2, 9_999, null), 9_999))).containsExactly("a02");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatever_the_order_in_which_they_come_each_thing_is_told_in_its_own(long seed) {
        Random random = new Random(seed);
        List<Change> changes = archived(random);
        List<Change> told = new ArrayList<>();
        changes.forEach(change -> told.addAll(order.offer(change, 0)));

        assertThat(order.holdsAny()).isFalse();
        assertThat(told).hasSameSizeAs(changes);
        Map<String, Long> last = new HashMap<>();
        told.forEach(change -> assertThat(change.sequence()).isEqualTo(last.merge(change.thing(), 1L, Long::sum)));
    }

    /** Ten versions of ten things, in any order, as the archive would have them. */
    private static List<Change> archived(Random random) {
        List<String> versions = new ArrayList<>();
        for (int thing = 0; thing < 10; thing++) {
            for (int version = 1; version <= 10; version++) {
                versions.add(thing + " " + version);
            }
        }
        Collections.shuffle(versions, random);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            String[] parts = versions.get(i).split(" ");
            long version = Long.parseLong(parts[1]);
            int before = versions.indexOf(parts[0] + " " + (version - 1));
            boolean readTogether = before < i || random.nextBoolean();
            Long place = version == 1 ? (Long) 0L : readTogether ? (Long) (before + 1L) : null;
            changes.add(change(parts[0], version, i + 1, place));
        }
        return changes;
    }

    private List<String> offer(Change change) {
        return names(order.offer(change, 0));
    }

    private static List<String> names(List<Change> changes) {
        return changes.stream().map(each -> each.thing() + each.sequence()).toList();
    }

    private static Change change(String thing, long sequence, long place, @Nullable Long before) {
        return change("task.moved", thing, sequence, place, before);
    }

    private static Change change(String type, String thing, long sequence, long place, @Nullable Long before) {
        JsonObject event = new JsonObject().put("type", type).put("data", new JsonObject());
        return new Change(place, before, thing, sequence, event, false);
    }
}
