package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.load.Api;
import dev.tandem.acceptance.torture.load.Api.Answer;
import dev.tandem.acceptance.torture.system.Pause;
import dev.tandem.backends.Postgres;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Reads dead letters and unroutable messages from the database of their service, and replays them as an operator would. */
public final class DeadLetters {

    private static final String OPERATOR = "operator";
    private static final int MOST_IDS = 1_000;
    private static final Duration DRAINED_WITHIN = Duration.ofSeconds(30);

    private final Database database;
    private final Rabbit rabbit;
    private final Api api;
    private final Set<String> mended = ConcurrentHashMap.newKeySet();
    private final Set<String> forgiven = new HashSet<>();

    /** @param api that an operator may use */
    public DeadLetters(Postgres postgres, Rabbit rabbit, Api api) {
        this.database = new Database(postgres, "dead_letters");
        this.rabbit = rabbit;
        this.api = api;
    }

    /** All there ever were. */
    public List<Letter> letters() {
        return database.rows("""
                        SELECT id, state, reason, coalesce(consumer, ''), attempts, deaths, error,
                               coalesce(to_char(first_failure AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), ''),
                               to_char(died_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                               convert_from(body, 'UTF8')
                        FROM letter
                        """).stream().map(Letter::of).toList();
    }

    /** Says that what that consumer gives up is the fault of something that has been mended since. */
    public void mended(String consumer) {
        mended.add(consumer);
        sendAgain();
    }

    /** Says the same of what no queue took, and waits until all of it is kept. */
    public void mendedRouting() {
        mended("");
        Pause.until(() -> rabbit.depth("unroutable") == 0, Duration.ofMillis(100), DRAINED_WITHIN);
        sendAgain();
    }

    /**
     * Has all be sent again that waits and whose cause was mended, first one, then some, then the rest, as an operator
     * does. Repeatable; what came to nothing under faults is asked for again next time.
     */
    public void sendAgain() {
        if (mended.isEmpty()) {
            return;
        }
        List<String> ids = letters().stream()
                .filter(letter -> letter.waits() && mended.contains(letter.consumer()) && !Poison.is(letter))
                .map(Letter::id)
                .limit(MOST_IDS)
                .toList();
        if (!ids.isEmpty() && !runs()) {
            JsonObject request = new JsonObject()
                    .put("selector", new JsonObject().put("ids", new JsonArray(ids)))
                    .put("canary", new JsonArray().add(1).add(10))
                    .put("ratePerSecond", 200);
            api.post(
                    OPERATOR, "/v1/admin/dead-letter-replays", UUID.randomUUID().toString(), request);
        }
    }

    /** What stands there without a reason, or was sent again and not heard of. */
    List<String> unsettled() {
        return letters().stream()
                .filter(letter ->
                        !letter.state().equals("resolved") && !Poison.is(letter) && !forgiven.contains(letter.id()))
                .map(Letter::toString)
                .toList();
    }

    /** How many messages wait to be kept. */
    long arriving() {
        return rabbit.depth("dead-letters") + rabbit.depth("unroutable");
    }

    /** How many were sent again with success. */
    public int resolved() {
        return (int) letters().stream()
                .filter(letter -> letter.state().equals("resolved"))
                .count();
    }

    /** Forgets what is unsettled, once it has been told of. */
    public void forgive() {
        mended.clear();
        letters().forEach(letter -> forgiven.add(letter.id()));
    }

    private boolean runs() {
        Answer answer = api.get(OPERATOR, "/v1/admin/dead-letter-replays?limit=1");
        JsonArray items = answer.body().getJsonArray("items", new JsonArray());
        return answer.status() != 200
                || (!items.isEmpty()
                        && items.getJsonObject(0).getString("status").equals("running"));
    }

    /**
     * @param consumer empty for what no queue took
     * @param firstFailure empty where no attempt failed
     */
    public record Letter(
            String id,
            String state,
            String reason,
            String consumer,
            int attempts,
            int deaths,
            String error,
            String firstFailure,
            Instant died,
            String body) {

        private static Letter of(List<String> row) {
            return new Letter(
                    row.get(0),
                    row.get(1),
                    row.get(2),
                    row.get(3),
                    Integer.parseInt(row.get(4)),
                    Integer.parseInt(row.get(5)),
                    row.get(6),
                    row.get(7),
                    Instant.parse(row.get(8)),
                    row.get(9));
        }

        boolean waits() {
            return state.equals("open") || state.equals("reopened");
        }
    }
}
