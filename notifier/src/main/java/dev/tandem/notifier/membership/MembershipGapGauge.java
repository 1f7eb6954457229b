package dev.tandem.notifier.membership;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts, once a minute, the workspaces in which membership changes have waited ten minutes for a missing one: the
 * gauge {@code tandem.notifier.membership.gaps}. The missing change may be among the dead letters, which can be
 * replayed in any order; or it is lost, and a rebuild recovers it from the log.
 */
public final class MembershipGapGauge extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(MembershipGapGauge.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Pool pool;
    private volatile long open;

    public MembershipGapGauge(Pool pool, MeterRegistry meters) {
        this.pool = pool;
        Gauge.builder("tandem.notifier.membership.gaps", () -> open)
                .description("Workspaces in which changes of members have waited for one before them for ten minutes")
                .register(meters);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(EVERY.toMillis(), timer -> look());
        return Future.succeededFuture();
    }

    /** Returns a sentence that says that changes wait; empty when none do. */
    public Optional<String> sentence() {
        return open == 0
                ? Optional.empty()
                : Optional.of("in " + open + " workspaces changes of members wait for one that has not come");
    }

    private void look() {
        new EarlyChanges(pool)
                .waitingLongerThan(PATIENCE.toSeconds())
                .onSuccess(waiting -> open = waiting)
                .onFailure(e -> LOG.debug("Gaps between changes of members cannot be looked for: {}", e.getMessage()));
    }
}
