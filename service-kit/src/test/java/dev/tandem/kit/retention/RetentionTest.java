package dev.tandem.kit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.backends.SharedBackends;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.testing.Awaiting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetentionTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Pool POOL =
            Databases.pool(VERTX, URI.create(SharedBackends.get().postgres().uri("retention")), "test", 1);
    private static final Rule BY_ID = Rule.byId("things", Duration.ofDays(30), "thing", "id");
    private static final Rule BY_TIME = Rule.byTime("things", Duration.ofDays(30), "thing", "id", "made_at");

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close());
    }

    @BeforeEach
    void aTable() {
        sql("DROP TABLE IF EXISTS thing");
        sql("CREATE TABLE thing (id uuid PRIMARY KEY, made_at timestamptz NOT NULL)");
    }

    @Test
    void what_is_older_by_the_time_in_its_id_goes_and_the_rest_stays() {
        things(1, "now() - interval '30 days 1 minute'");
        things(2, "now() - interval '29 days 23 hours'");

        apply(BY_ID);

        assertThat(count()).isEqualTo(2);
    }

    @Test
    void what_is_older_by_its_column_goes_and_the_rest_stays() {
        things(1, "now() - interval '30 days 1 minute'");
        things(2, "now() - interval '29 days 23 hours'");

        apply(BY_TIME);

        assertThat(count()).isEqualTo(2);
    }

    @Test
    void more_than_fits_one_transaction_goes_in_parts() {
        things(2_500, "now() - interval '31 days'");
        things(1, "now()");

        apply(BY_ID);

        assertThat(count()).isEqualTo(1);
        assertThat(transactionsThatDeleted()).isEqualTo(3);
    }

    @Test
    void rules_that_fail_say_so_and_keep_no_other_from_being_applied() {
        things(1, "now() - interval '31 days'");

        assertThatThrownBy(() -> apply(nothing("first"), BY_ID, nothing("second")))
                .hasMessageContaining("first past their time")
                .hasMessageContaining("second past their time")
                .hasMessageContaining("no_such_table");
        assertThat(count()).isZero();
    }

    @Test
    void tables_are_measured() {
        things(1_000, "now()");
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        TableSizes sizes = new TableSizes(POOL, meters);
        sizes.look();
        Awaiting.get(sizes.stop());

        assertThat(meters.get("tandem.table.bytes")
                        .tag("table", "thing")
                        .gauge()
                        .value())
                .isGreaterThan(1_000 * 24);
    }

    private static Rule nothing(String what) {
        return Rule.byId(what, Duration.ofDays(1), "no_such_table", "id");
    }

    private static void apply(Rule... rules) {
        Awaiting.get(new Retention(POOL, List.of(rules)).apply());
    }

    /** Notes the transaction of each deletion. */
    private static long transactionsThatDeleted() {
        return number("SELECT count(DISTINCT by) FROM deletion");
    }

    private static void things(int number, String madeAt) {
        sql("CREATE TABLE IF NOT EXISTS deletion (by bigint)");
        sql("TRUNCATE deletion");
        sql("CREATE OR REPLACE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS"
                + " $$ BEGIN INSERT INTO deletion VALUES (txid_current()); RETURN OLD; END $$");
        sql("CREATE OR REPLACE TRIGGER note BEFORE DELETE ON thing FOR EACH ROW EXECUTE FUNCTION note()");
        sql("INSERT INTO thing SELECT (lpad(to_hex((extract(epoch FROM " + madeAt
                + ") * 1000)::bigint), 12, '0') || '7'" + " || substr(md5(random()::text), 1, 19))::uuid, " + madeAt
                + " FROM generate_series(1, " + number + ")");
    }

    private static long count() {
        return number("SELECT count(*) FROM thing");
    }

    private static long number(String query) {
        return Awaiting.get(POOL.query(query).execute()).iterator().next().getLong(0);
    }

    private static void sql(String statement) {
        Awaiting.get(POOL.query(statement).execute());
    }
}
