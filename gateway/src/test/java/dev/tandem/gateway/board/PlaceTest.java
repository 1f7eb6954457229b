package dev.tandem.gateway.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlaceTest {

    private final UUID project = UUID.randomUUID();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    @Test
    void what_was_written_is_read_again_and_fits_into_the_header() {
        Place place = new Place(project, Long.MAX_VALUE, now);

        assertThat(Place.read(place.written())).contains(place);
        assertThat(place.written()).hasSizeLessThan(200);
    }

    @Test
    void it_is_kept_for_an_hour_and_for_its_project() {
        Place place = new Place(project, 7, now);

        assertThat(place.isKept(project, now.plus(Place.KEPT))).isTrue();
        assertThat(place.isKept(project, now.plus(Place.KEPT).plusMillis(1))).isFalse();
        assertThat(place.isKept(project, now.minusSeconds(61)))
                .as("it is of the future")
                .isFalse();
        assertThat(place.isKept(UUID.randomUUID(), now)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "b1",
                "1.a.a.a",
                "b1.01980a3e-2222-7000-8000-000000000002.-1.a",
                "b1.01980a3e-2222-7000-8000-000000000002.a.!",
                "b1.01980a3e-2222-7000-8000-000000000002.a.zzzzzzzzzzzzzzzzzz",
                "b1.01980a3e-2222-7000-8000-00000000000x.a.a",
                "b1.01980a3e-2222-7000-8000-000000000002.a.a.a"
            })
    void anything_else_is_no_place(String text) {
        assertThat(Place.read(text)).isEmpty();
    }
}
