package dev.tandem.deadletters;

import static dev.tandem.deadletters.Dead.anId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.kit.retention.Retention;
import dev.tandem.kit.testing.Awaiting;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the counts of waiting letters and the retention of finished ones. */
@Timeout(120)
class WaitingLettersTest {

    private final RunningDeadLetters dead = RunningDeadLetters.get();
    private final UUID tenant = anId();

    @Test
    void what_waits_is_counted_by_consumer_until_it_is_decided_on() {
        String consumer = "test." + tenant;
        String id = dead.aLetter(tenant, Dead.event(tenant).from(consumer));
        awaitMetric("tandem_dead_letters_open{consumer=\"" + consumer + "\"", "1.0");
        assertThat(metric("tandem_dead_letters_oldest_seconds{consumer=\"" + consumer + "\""))
                .isNotEqualTo("NaN");

        dead.act(id, "discard", new JsonObject().put("reason", "a test"));

        awaitMetric("tandem_dead_letters_open{consumer=\"" + consumer + "\"", "0.0");
        assertThat(metric("tandem_dead_letters_oldest_seconds{consumer=\"" + consumer + "\""))
                .isEqualTo("0.0");
    }

    @Test
    void what_waits_is_shown_at_its_consumer_until_it_is_decided_on() {
        long before = deadOfNotifier();
        String id = dead.aLetter(tenant);
        assertThat(deadOfNotifier()).isEqualTo(before + 1);

        dead.act(id, "discard", new JsonObject().put("reason", "a test"));

        assertThat(deadOfNotifier()).isEqualTo(before);
    }

    private long deadOfNotifier() {
        return dead.get("/v1/admin/consumers/" + Dead.QUEUE).json().getLong("dead");
    }

    @Test
    void what_no_queue_took_is_counted_by_itself_and_everything_is_told_from_the_start() {
        dead.aLetter(tenant, Dead.event(tenant).bare().to("operations", "unheard.of"));

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            assertThat(Double.parseDouble(metric("tandem_dead_letters_unroutable_open")))
                    .isPositive();
            assertThat(Double.parseDouble(metric("tandem_dead_letters_unroutable_oldest_seconds")))
                    .isPositive();
        });
        assertThat(metric("tandem_dead_letters_open{consumer=\"others\"")).isEqualTo("0.0");
    }

    @Test
    void what_was_resolved_or_discarded_ninety_days_ago_is_deleted_and_its_trail_stays() {
        String over = dead.aLetter(tenant);
        dead.act(over, "discard", new JsonObject().put("reason", "a test"));
        UUID other = anId();
        String open = dead.aLetter(other);
        dead.sql(
                "UPDATE letter SET updated_at = now() - interval '91 days' WHERE tenant IN ($1, $2)",
                tenant.toString(),
                other.toString());

        applyRetention();

        assertThat(dead.get("/v1/admin/dead-letters/" + over).status()).isEqualTo(404);
        assertThat(dead.letter(open).getString("state")).isEqualTo("open");
        assertThat(Awaiting.get(dead.pool
                                .preparedQuery("SELECT count(*) FROM audit WHERE letter_id = $1")
                                .execute(io.vertx.sqlclient.Tuple.of(UUID.fromString(over))))
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(1);
    }

    @Test
    void what_nobody_decides_about_for_a_year_is_discarded_and_the_trail_says_why() {
        String open = dead.aLetter(tenant);
        UUID other = anId();
        String younger = dead.aLetter(other);
        dead.sql("UPDATE letter SET died_at = now() - interval '366 days' WHERE tenant = $1", tenant.toString());
        dead.sql("UPDATE letter SET died_at = now() - interval '364 days' WHERE tenant = $1", other.toString());

        applyRetention();

        assertThat(dead.letter(open).getString("state")).isEqualTo("discarded");
        assertThat(dead.letter(open).encode()).contains("nobody has decided for too long");
        assertThat(dead.letter(younger).getString("state")).isEqualTo("open");
    }

    private void applyRetention() {
        RetentionPeriods kept = new RetentionPeriods(Duration.ofDays(90), Duration.ofDays(365), Duration.ofDays(730));
        Awaiting.get(new Retention(dead.pool, kept.retention()).apply());
    }

    private void awaitMetric(String prefix, String value) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(metric(prefix)).isEqualTo(value));
    }

    private String metric(String prefix) {
        return dead.platform
                .scrape()
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("none");
    }
}
