package dev.tandem.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Puts one load on a system. Everything runs on one context, so that the generator uses little of the machine that it shares
 * with the measured system.
 *
 * <ol>
 *   <li>I1. A request is sent when it is due, whatever the outcome of earlier ones; its latency counts from that moment,
 *       even if this generator was late or no connection was free.
 *   <li>I2. Every request has a unique name.
 *   <li>I3. A run ends only after all counted requests have ended: none is open for longer than the patience.
 * </ol>
 */
public final class Generator {

    private static final long MILLI = 1_000_000;
    private static final long LEAD_NANOS = 20 * MILLI;
    private static final long GLANCE_MILLIS = 20;

    private final Vertx vertx;
    private final Load load;
    private final Tally tally;
    private final HttpClientAgent client;
    private final Followed followed;
    private final long[] known;
    private final String names = UUID.randomUUID().toString().substring(0, 8);
    private final Promise<Measurement> result = Promise.promise();
    private final long patienceMillis;
    private long start;
    private int next;
    private long sent;
    private long open;

    private Generator(Vertx vertx, Load load) {
        this.vertx = vertx;
        this.load = load;
        this.tally = new Tally(load);
        this.known = load.arrivals().known(load.warmUp(), load.measured());
        this.patienceMillis = load.patience().toMillis();
        this.client = vertx.createHttpClient(
                options(load.target()),
                new PoolOptions().setHttp1MaxSize(load.arrivals().connections()));
        this.followed = new Followed(
                vertx,
                vertx.createHttpClient(options(load.target()), new PoolOptions().setHttp1MaxSize(32)),
                tally,
                this::now);
    }

    /** Completes when all counted requests and all followed operations have ended, or time is up. */
    public static Future<Measurement> run(Vertx vertx, Load load) {
        Promise<Measurement> measured = Promise.promise();
        vertx.runOnContext(on -> new Generator(vertx, load).begin().onComplete(measured));
        return measured.future();
    }

    private Future<Measurement> begin() {
        start = System.nanoTime() + LEAD_NANOS;
        sendDue();
        glance();
        return result.future();
    }

    private long now() {
        return System.nanoTime() - start;
    }

    private void sendDue() {
        while (next < known.length && known[next] <= now()) {
            send(next, known[next]);
            next++;
        }
        if (next < known.length) {
            at(known[next], this::sendDue);
        }
    }

    private void send(int who, long due) {
        if (tally.isOver(due)) {
            return;
        }
        Caller caller = load.callers().get(who % load.callers().size());
        Buffer body = new JsonObject()
                .put("workspaceId", caller.workspace())
                .put("name", "Project " + names + "-" + sent++)
                .toBuffer();
        tally.asked(due);
        count(due, 1);
        long left = patienceMillis - (now() - due) / MILLI;
        Exchange.post(vertx, client, "/v1/projects", caller.token(), body, left)
                .onSuccess(outcome -> ended(who, caller, due, outcome));
    }

    private void ended(int who, Caller caller, long due, Outcome outcome) {
        long now = now();
        count(due, -1);
        tally.ended(due, now, outcome);
        if (tally.counts(due) && outcome instanceof Outcome.Answered answer && answer.isAccepted()) {
            followed.consider(URI.create(answer.location()).getRawPath(), caller.token(), now);
        }
        OptionalLong again = load.arrivals().again(now);
        if (again.isPresent()) {
            long moment = again.getAsLong();
            at(moment, () -> send(who, moment));
        }
    }

    private void count(long due, int change) {
        if (tally.counts(due)) {
            open += change;
        }
    }

    private void at(long moment, Runnable task) {
        long millis = (moment - now() + MILLI - 1) / MILLI;
        if (millis <= 0) {
            vertx.runOnContext(soon -> task.run());
        } else {
            vertx.setTimer(millis, timer -> task.run());
        }
    }

    private void glance() {
        if (tally.isOver(now()) && open == 0 && followed.isOver(now() - windowEnd(), patienceMillis * MILLI)) {
            Future<Void> closing = followed.close();
            Measurement measured = tally.measurement();
            Future.join(client.close(), closing).onComplete(closed -> result.complete(measured));
        } else {
            vertx.setTimer(GLANCE_MILLIS, timer -> glance());
        }
    }

    private long windowEnd() {
        return load.warmUp().plus(load.measured()).toNanos();
    }

    private static HttpClientOptions options(URI target) {
        return new HttpClientOptions()
                .setDefaultHost(target.getHost())
                .setDefaultPort(target.getPort())
                .setTcpNoDelay(true)
                .setConnectTimeout(30_000);
    }
}
