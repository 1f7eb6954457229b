package dev.tandem.gateway.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UnsentTest {

    private final Unsent unsent = new Unsent();

    @Test
    void nothing_is_behind_the_lowest_place_of_what_is_left() {
        Random random = new Random(3);
        List<Long> left = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            if (left.isEmpty() || random.nextInt(5) < 3) {
                long place = 1 + random.nextInt(50);
                unsent.add(List.of(change(place)));
                left.add(place);
            } else {
                assertThat(unsent.first().place()).isEqualTo(left.get(0));
                unsent.removeFirst();
                left.remove(0);
            }
            assertThat(unsent.placeUpTo(40))
                    .isEqualTo(left.stream().mapToLong(place -> place - 1).reduce(40, Math::min));
            assertThat(unsent.size()).isEqualTo(left.size());
        }
    }

    @Test
    void only_the_first_are_sent_at_a_time() {
        unsent.add(List.of(change(3), change(1), change(2)));

        assertThat(unsent.first(2)).extracting(Change::place).containsExactly(3L, 1L);
        assertThat(unsent.first(9)).hasSize(3);
    }

    private static Change change(long place) {
        return new Change(place, 0L, "t", place, new JsonObject(), false);
    }
}
