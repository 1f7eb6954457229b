package dev.tandem.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.kit.http.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutstandingTest {

    private final List<Duration> ages = new ArrayList<>();
    private final Outstanding outstanding = new Outstanding(1, ages::add);
    private final UUID operation = UUID.randomUUID();

    @Test
    void an_end_makes_room_and_tells_once_how_long_it_took() {
        outstanding.begun(operation, "acme");
        assertThatThrownBy(() -> outstanding.check("acme")).isInstanceOf(ProblemException.class);
        outstanding.ended(operation);
        outstanding.ended(operation);
        outstanding.check("acme");
        assertThat(ages).singleElement().satisfies(age -> assertThat(age).isPositive());
    }

    @Test
    void what_was_dropped_or_forgotten_or_begun_elsewhere_makes_room_and_tells_nothing() {
        outstanding.begun(operation, "acme");
        outstanding.dropped(operation);
        outstanding.check("acme");
        outstanding.ended(operation);
        outstanding.begun(operation, "acme");
        outstanding.forgetAll();
        outstanding.check("acme");
        outstanding.ended(operation);
        outstanding.ended(UUID.randomUUID());
        assertThat(ages).isEmpty();
    }
}
