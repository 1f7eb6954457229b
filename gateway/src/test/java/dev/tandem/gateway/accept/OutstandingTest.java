package dev.tandem.gateway.accept;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.kit.http.ProblemException;
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
    void what_was_forgotten_makes_room() {
        outstanding.begun(operation, "acme");
        outstanding.forgetAll();
        outstanding.check("acme");
    }
}
