package dev.tandem.messaging.rebuild;

import dev.tandem.messaging.broker.EventLog;
import dev.tandem.messaging.erasure.Tombstones;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnectOptions;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs requested rebuilds, one at a time in each instance, and starts those again that another instance has abandoned, in at most
 * {@value #MOST_ATTEMPTS} attempts. A rebuild belongs to the instance whose connection holds the advisory lock of its consumer. The
 * statements of the rebuild use that connection alone, so an instance that loses the connection can change nothing more.
 */
final class Rebuilder extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuilder.class);

    /** "rbld" in ASCII: the first key of the two-key advisory locks; the second is derived from the consumer. */
    private static final int LOCK_SPACE = 0x72626c64;

    private static final long LOOK_EVERY_MS = 5_000;
    private static final double SILENT_FOR_S = 5;
    private static final int MOST_ATTEMPTS = 20;
    private static final int SILENT_AT_MOST_MIN = 15;

    private final RebuildStore store;
    private final Supplier<Future<PgConnectOptions>> database;
    private final EventLog log;
    private final Map<String, ReadModel> models;
    private final Duration patience;
    private @Nullable Pool leased;
    private boolean busy;
    private boolean blind;
    private boolean stopping;

    Rebuilder(
            RebuildStore store,
            Supplier<Future<PgConnectOptions>> database,
            EventLog log,
            Map<String, ReadModel> models,
            Duration patience) {
        this.store = store;
        this.database = database;
        this.log = log;
        this.models = models;
        this.patience = patience;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(LOOK_EVERY_MS, timer -> look());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        Pool lease = leased;
        return lease == null ? Future.succeededFuture() : lease.close();
    }

    /** Looks for a rebuild to run now, instead of within five seconds. */
    void nudge() {
        context.runOnContext(v -> look());
    }

    private void look() {
        if (busy || stopping) {
            return;
        }
        busy = true;
        store.abandoned(models.keySet(), SILENT_FOR_S)
                .compose(found -> found.isEmpty() ? Future.succeededFuture() : take(found.get()))
                .onSuccess(looked -> blind = false)
                .onFailure(this::cannotLook)
                .onComplete(over -> busy = false);
    }

    private void cannotLook(Throwable why) {
        if (!blind) {
            LOG.warn("Rebuilds cannot be looked after at present: {}", why.getMessage());
            blind = true;
        }
    }

    private Future<Void> take(RebuildStore.Task task) {
        Pool lease = lease();
        leased = lease;
        return lease.getConnection()
                .compose(connection -> onLease(connection, task))
                .eventually(lease::close)
                .onComplete(over -> leased = null);
    }

    /** A pool of one connection, on which a statement may take {@value #SILENT_AT_MOST_MIN} minutes and no longer. */
    private Pool lease() {
        return PgBuilder.pool()
                .with(new PoolOptions().setMaxSize(1))
                .with(new NetClientOptions()
                        .setConnectTimeout(2_000)
                        .setReadIdleTimeout(SILENT_AT_MOST_MIN)
                        .setIdleTimeoutUnit(TimeUnit.MINUTES))
                .connectingTo(() -> database.get().map(SqlConnectOptions.class::cast))
                .using(vertx)
                .build();
    }

    private Future<Void> onLease(SqlConnection connection, RebuildStore.Task task) {
        return connection
                .preparedQuery("SELECT pg_try_advisory_lock($1, hashtext($2))")
                .execute(Tuple.of(LOCK_SPACE, task.consumer()))
                .compose(rows ->
                        rows.iterator().next().getBoolean(0) ? begin(connection, task) : Future.succeededFuture());
    }

    private Future<Void> begin(SqlConnection connection, RebuildStore.Task task) {
        RebuildStore leasedStore = new RebuildStore(connection);
        return leasedStore.takeUp(task.id()).compose(attempt -> {
            if (attempt.isEmpty()) {
                return Future.succeededFuture();
            }
            if (attempt.get() > MOST_ATTEMPTS) {
                return leasedStore.fail(
                        task.id(), "It was taken up " + MOST_ATTEMPTS + " times and never came to an end");
            }
            ReadModel model = Objects.requireNonNull(models.get(task.consumer()));
            LOG.info("{}: rebuild {} begins, attempt {}", task.consumer(), task.id(), attempt.get());
            RebuildAttempt run = new RebuildAttempt(vertx, connection, leasedStore, log, model, task.id(), patience);
            return run.toEnd()
                    .transform(end ->
                            end.succeeded() ? Future.succeededFuture() : ended(connection, run, task, end.cause()));
        });
    }

    private Future<Void> ended(SqlConnection connection, RebuildAttempt run, RebuildStore.Task task, Throwable why) {
        if (stopping || Tombstones.outdated(why)) {
            LOG.warn(
                    "{}: rebuild {} is interrupted and will begin anew: {}",
                    task.consumer(),
                    task.id(),
                    why.getMessage());
            return run.clear();
        }
        if (why instanceof RebuildCancelled) {
            LOG.info("{}: rebuild {} was cancelled", task.consumer(), task.id());
            return run.clear();
        }
        // On a lost connection this fails as well, and the next instance starts the rebuild again.
        return connection.query("SELECT 1").execute().compose(alive -> {
            LOG.error("{}: rebuild {} failed", task.consumer(), task.id(), why);
            return run.clear().eventually(() -> new RebuildStore(connection).fail(task.id(), describe(why)));
        });
    }

    private static String describe(Throwable why) {
        String message = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
        return message.length() > 1000 ? message.substring(0, 1000) : message;
    }
}
