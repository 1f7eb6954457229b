package dev.tandem.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** How far one reading goes, and where the next begins. */
class ReadingTest {

    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final List<Mark> asked = new ArrayList<>();
    private final Reading reading = new Reading(new Nothing(), NOON);

    @Test
    void it_begins_before_the_position_for_the_sake_of_what_commits_late() {
        reading.want();
        reading.next();

        assertThat(asked).containsExactly(Mark.before(NOON.minusSeconds(15)));
    }

    @Test
    void only_one_is_under_way_and_what_was_wanted_meanwhile_is_read_from_the_beginning() {
        reading.want();
        reading.next();
        reading.want();
        assertThat(reading.isDue()).isFalse();

        StreamSource.Item last = item(NOON.plusSeconds(1));
        reading.passed(last);
        reading.done(new StreamSource.Page(List.of(last), last.place(), NOON.plusSeconds(2)));
        assertThat(reading.isDue()).isTrue();
        reading.next();
        reading.done(new StreamSource.Page(List.of(), null, NOON.plusSeconds(3)));
        assertThat(reading.isDue()).isTrue();
        reading.next();
        reading.done(new StreamSource.Page(List.of(), null, NOON.plusSeconds(4)));

        assertThat(reading.isDue()).isFalse();
        assertThat(asked)
                .containsExactly(Mark.before(NOON.minusSeconds(15)), last.place(), Mark.before(NOON.minusSeconds(12)));
        assertThat(reading.position()).isEqualTo(NOON.plusSeconds(4));
    }

    @Test
    void after_a_failure_it_begins_where_it_began() {
        reading.want();
        reading.next();
        reading.failed();
        assertThat(reading.isDue()).isFalse();
        reading.want();
        reading.next();

        assertThat(asked).hasSize(2).containsOnly(Mark.before(NOON.minusSeconds(15)));
    }

    @Test
    void a_page_that_is_not_the_last_moves_the_position_no_further_than_what_was_told() {
        reading.want();
        reading.next();
        StreamSource.Item told = item(NOON.plusSeconds(1));
        reading.passed(told);
        reading.done(new StreamSource.Page(List.of(told), told.place(), NOON.plusSeconds(60)));

        assertThat(reading.position()).isEqualTo(NOON.plusSeconds(1));
    }

    private static StreamSource.Item item(Instant at) {
        return new StreamSource.Item(new Mark(at, UUID.randomUUID()), new JsonObject());
    }

    private final class Nothing implements StreamSource {

        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public Future<Page> behind(Mark place) {
            asked.add(place);
            return Future.succeededFuture(new Page(List.of(), null, NOON));
        }
    }
}
