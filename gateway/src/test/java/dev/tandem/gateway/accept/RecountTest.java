package dev.tandem.gateway.accept;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.backends.SharedBackends;
import dev.tandem.gateway.RunningGateway;
import dev.tandem.gateway.operation.Story;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Operations that were accepted here, and whose ends are consumed elsewhere. */
class RecountTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Pool POOL =
            Databases.pool(VERTX, URI.create(SharedBackends.get().postgres().uri("gateway")), "test", 1);

    private final RunningGateway elsewhere = RunningGateway.get();
    private final Outstanding outstanding = new Outstanding(1);
    private final Recount recount = new Recount(VERTX, POOL, outstanding);

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close());
    }

    @Test
    void what_has_ended_elsewhere_makes_room_and_what_has_not_does_not() {
        UUID operation = new Story(elsewhere).accepted();
        outstanding.begun(operation, "acme");

        countAfter(10);
        assertThatThrownBy(() -> outstanding.check("acme")).isInstanceOf(ProblemException.class);
        elsewhere.sql("UPDATE operation SET status = 'stalled' WHERE id = '" + operation + "'");
        countAfter(20);

        outstanding.check("acme");
    }

    private void countAfter(int seconds) {
        Awaiting.get(recount.count(Instant.now().plusSeconds(seconds)));
    }
}
