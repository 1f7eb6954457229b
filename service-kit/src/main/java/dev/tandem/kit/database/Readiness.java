package dev.tandem.kit.database;

import dev.tandem.kit.http.Unavailability;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnection;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a database that is not up yet, with growing pauses. Fails at once on a refusal, such as a wrong password. */
final class Readiness {

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final PostgresAddress address;
    private final Instant end;

    Readiness(Vertx vertx, PostgresAddress address, Duration patience) {
        this.vertx = vertx;
        this.address = address;
        this.end = Instant.now().plus(patience);
    }

    Future<Void> await() {
        return attempt(FIRST_PAUSE);
    }

    private Future<Void> attempt(Duration pause) {
        return PgConnection.connect(vertx, address.options())
                .compose(PgConnection::close)
                .recover(failure -> {
                    if (!Unavailability.explains(failure)
                            || Instant.now().plus(pause).isAfter(end)) {
                        return Future.failedFuture(failure);
                    }
                    LOG.info("Waiting for the database at {}", address.place());
                    return vertx.timer(pause.toMillis()).compose(waited -> attempt(longer(pause)));
                });
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
    }
}
