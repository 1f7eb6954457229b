package dev.tandem.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.kit.http.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OutstandingTest {

    private final Outstanding outstanding = new Outstanding(1);
    private final UUID operation = UUID.randomUUID();

    @Test
    void an_end_makes_room() {
        outstanding.begun(operation, "acme");
        assertThatThrownBy(() -> outstanding.check("acme")).isInstanceOf(ProblemException.class);
        outstanding.settled(UUID.randomUUID());
        assertThatThrownBy(() -> outstanding.check("acme")).isInstanceOf(ProblemException.class);

        outstanding.settled(operation);
        outstanding.settled(operation);

        outstanding.check("acme");
    }

    @Test
    void what_has_been_under_way_for_a_while_is_asked_for_in_its_turn_until_it_has_ended() {
        Instant now = Instant.now();
        UUID another = UUID.randomUUID();
        outstanding.begun(operation, "acme");
        outstanding.begun(another, "globex");

        assertThat(outstanding.begunBefore(now.minusSeconds(1), 10)).isEmpty();
        assertThat(outstanding.begunBefore(now.plusSeconds(1), 1)).containsExactly(operation);
        assertThat(outstanding.begunBefore(now.plusSeconds(1), 10)).containsExactly(another);
        outstanding.stillUnderWay(List.of(operation, another), now);
        outstanding.settled(operation);
        assertThat(outstanding.begunBefore(now.plusSeconds(1), 10)).containsExactly(another);
    }
}
