package dev.tandem.messaging.hint;

import dev.tandem.messaging.UnitOfWork;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies listeners, in this and in other instances of the service, that something has changed.
 *
 * <ul>
 *   <li>I1. A hint carries no data: a listener reads the present state once after registering, and after each hint. A lost hint
 *       only costs time: while the database is connected, every listener on a subject is also called every five seconds.
 *   <li>I2. Listeners in this instance are called after the commit, at no cost to the database.
 *   <li>I3. A transaction issues {@code NOTIFY} only while another instance listens, or while that is unknown.
 *   <li>I4. An instance with a listener enters itself in {@code hint_listener}, announces the entry with {@code NOTIFY}, and then
 *       calls all its listeners. A transaction that was about to commit in another instance, before that one received the
 *       announcement, sends no {@code NOTIFY}. So the new instance calls all its listeners again a second later.
 *   <li>I5. After a lost connection, or when its entry has expired, an instance enters again and calls all its listeners.
 * </ul>
 *
 * <p>A verticle; its methods may be called from any thread. Listeners are called on any thread: they must not block or occupy it.
 * A subject has at most 37 characters, none of them a comma. The service's database must hold {@code hint_listener}.
 */
public final class Hints extends VerticleBase {

    private static final Logger LOG = LoggerFactory.getLogger(Hints.class);
    private static final long AGAIN_MS = 500;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration HEARD_BY_ALL = Duration.ofSeconds(1);
    private static final int INSTANCE_LENGTH = 36;

    private final Pool pool;
    private final Duration lookEvery;
    private final String instance = UUID.randomUUID().toString();
    private final ConcurrentHashMap<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
    private final List<HintListener> ofAll = new CopyOnWriteArrayList<>();
    private volatile @Nullable Context home;
    private volatile boolean othersListen = true;
    private volatile boolean entered;
    private volatile boolean listenedOfLate;
    private volatile boolean hearing;
    private @Nullable SqlConnection connection;
    private boolean entering;
    private boolean stopping;

    /** @param pool provides the one connection that is kept; the pool must close connections that are silent for long */
    public Hints(Pool pool) {
        this(pool, LOOK_EVERY);
    }

    /** @param lookEvery less than half of the fifteen seconds after which an entry expires */
    Hints(Pool pool, Duration lookEvery) {
        this.pool = pool;
        this.lookEvery = lookEvery;
    }

    @Override
    public Future<?> start() {
        home = context;
        vertx.setPeriodic(lookEvery.toMillis(), timer -> look());
        listen();
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        SqlConnection standing = connection;
        if (standing == null) {
            return Future.succeededFuture();
        }
        Future<Void> left = entered ? new HintStore(standing).leave(instance) : Future.succeededFuture();
        return left.eventually(standing::close);
    }

    /** Returns true while hints of other instances are received. */
    public boolean hearing() {
        return hearing;
    }

    /** Returns true if anybody listens, in this or, as far as is known, in another instance. */
    public boolean anybodyListens() {
        return isListenedTo() || othersListen;
    }

    /** Announces a change of the subjects if and only if the work commits, without an extra round trip. */
    public void tell(UnitOfWork work, Collection<String> subjects) {
        if (subjects.isEmpty()) {
            return;
        }
        List<String> changed = subjects.stream().distinct().toList();
        if (othersListen) {
            work.beforeCommit(tx -> new HintStore(tx).tell(instance, changed));
        }
        work.afterCommit(() -> tellHere(changed));
    }

    /** Notifies the listeners of this instance only. */
    public void tellHere(Collection<String> subjects) {
        for (String subject : subjects) {
            listeners.getOrDefault(subject, List.of()).forEach(Runnable::run);
        }
        ofAll.forEach(each -> each.onChange(subjects));
    }

    /** Calls every listener on subjects in this instance once, because it is unknown what has changed. */
    public void tellEverybodyHere() {
        listeners.values().stream().flatMap(List::stream).distinct().forEach(Runnable::run);
    }

    /** Calls the listener after the subject has changed, and sometimes when it has not. */
    public Registration on(String subject, Runnable listener) {
        listeners.compute(subject, (same, present) -> {
            List<Runnable> more = present == null ? new ArrayList<>(1) : new ArrayList<>(present);
            more.add(listener);
            return List.copyOf(more);
        });
        comeIn();
        return () -> listeners.computeIfPresent(subject, (same, present) -> {
            List<Runnable> fewer = new ArrayList<>(present);
            fewer.remove(listener);
            return fewer.isEmpty() ? null : List.copyOf(fewer);
        });
    }

    /** Calls the listener after anything has changed. */
    public Registration onAll(HintListener listener) {
        ofAll.add(listener);
        comeIn();
        return () -> ofAll.remove(listener);
    }

    private boolean isListenedTo() {
        return !listeners.isEmpty() || !ofAll.isEmpty();
    }

    private void comeIn() {
        listenedOfLate = true;
        Context own = home;
        if (!entered && own != null) {
            own.runOnContext(v -> enter());
        }
    }

    private void enter() {
        SqlConnection standing = connection;
        if (entered || entering || stopping || standing == null) {
            return;
        }
        entering = true;
        new HintStore(standing).enter(instance).onComplete((done, failure) -> {
            entering = false;
            if (failure != null) {
                LOG.debug("Not entered among those who listen", failure);
            } else if (standing == connection) {
                entered = true;
                missed();
                vertx.setTimer(HEARD_BY_ALL.toMillis(), timer -> missed());
            }
        });
    }

    private void missed() {
        tellEverybodyHere();
        ofAll.forEach(HintListener::onPossibleLoss);
    }

    /**
     * Keeps the entry as long as this instance has a listener, checks whether other instances have one, and calls every listener
     * on a subject. Detects a connection that has fallen silent.
     */
    private void look() {
        SqlConnection standing = connection;
        if (standing == null) {
            return;
        }
        boolean stays = isListenedTo() || listenedOfLate;
        listenedOfLate = false;
        if (stays && entered) {
            new HintStore(standing).renew(instance).onSuccess(kept -> {
                if (!kept && standing == connection) {
                    entered = false;
                    enter();
                }
            });
        } else if (stays) {
            enter();
        } else if (entered) {
            entered = false;
            new HintStore(standing).leave(instance).onFailure(e -> LOG.debug("Not taken out; its time will be up", e));
            if (isListenedTo()) {
                enter();
            }
        }
        lookForOthers(standing);
        tellEverybodyHere();
    }

    private void lookForOthers(SqlConnection standing) {
        new HintStore(standing)
                .others(instance)
                .onSuccess(others -> othersListen = others)
                .onFailure(e -> LOG.debug("It is not known who listens", e));
    }

    private void heard(String payload) {
        if (payload.length() <= INSTANCE_LENGTH || payload.startsWith(instance)) {
            return;
        }
        if (payload.charAt(INSTANCE_LENGTH) == '+') {
            othersListen = true;
        } else {
            tellHere(List.of(payload.substring(INSTANCE_LENGTH + 1).split(",")));
        }
    }

    private void listen() {
        pool.getConnection()
                .compose(this::listenOn)
                .onSuccess(fresh -> {
                    hearing = true;
                    lookForOthers(fresh);
                    if (isListenedTo()) {
                        enter();
                    }
                })
                .onFailure(e -> {
                    LOG.debug("Hints cannot be listened to yet", e);
                    again();
                });
    }

    private Future<SqlConnection> listenOn(SqlConnection fresh) {
        PgConnection.cast(fresh)
                .notificationHandler(notice -> heard(notice.getPayload()))
                .closeHandler(closed -> lost(fresh));
        return fresh.query(HintStore.LISTEN)
                .execute()
                .transform(listening -> listening.succeeded()
                        ? Future.succeededFuture(fresh)
                        : fresh.close().transform(closed -> Future.failedFuture(listening.cause())))
                .onSuccess(listening -> connection = fresh);
    }

    private void lost(SqlConnection which) {
        if (which == connection) {
            connection = null;
            hearing = false;
            entered = false;
            othersListen = true;
            if (!stopping) {
                LOG.warn("Hints of other instances are not heard of at present: the connection was lost");
            }
            again();
        }
    }

    private void again() {
        if (!stopping) {
            vertx.setTimer(AGAIN_MS, timer -> listen());
        }
    }
}
