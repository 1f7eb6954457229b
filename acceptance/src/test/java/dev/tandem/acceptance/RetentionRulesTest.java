package dev.tandem.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.TandemService;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.database.Databases;
import dev.tandem.kit.database.Migration;
import dev.tandem.kit.database.Migrations;
import dev.tandem.kit.process.RunningService;
import dev.tandem.kit.retention.Rule;
import dev.tandem.kit.testing.Awaiting;
import dev.tandem.kit.testing.ServiceEnvironment;
import dev.tandem.kit.testing.TokenIssuer;
import dev.tandem.local.service.Component;
import dev.tandem.local.service.Services;
import dev.tandem.messaging.wiring.Messaging;
import dev.tandem.runtime.Service;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tries each rule of each service on the tables of that service. They run every minute, so they must not read whole tables. */
@Timeout(120)
final class RetentionRulesTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final TokenIssuer ISSUER = new TokenIssuer();

    /** So that the plan does not depend on how few rows there are: the only way without an index costs more than any with one. */
    private static final List<String> WITH_INDEXES = List.of(
            "SET LOCAL enable_seqscan = off", "SET LOCAL enable_hashjoin = off", "SET LOCAL enable_mergejoin = off");

    static Stream<Component<?>> services() {
        return Services.COMPONENTS.stream();
    }

    @AfterAll
    static void close() {
        Awaiting.get(VERTX.close());
    }

    @ParameterizedTest
    @MethodSource("services")
    void each_rule_can_be_applied_and_finds_by_an_index_what_is_past_its_time(Component<?> service) {
        List<Rule> rules = rules(service);
        Pool pool = emptyTables(service);

        List<String> faults = new ArrayList<>();
        rules.forEach(rule -> faults.addAll(faults(pool, rule)));

        assertThat(faults).as(service.name()).isEmpty();
    }

    /** In a database of their own, for what is in a table and what is known of it change the plans. */
    private static Pool emptyTables(Component<?> service) {
        URI database = URI.create(
                TheSystem.get().postgres().uri("retention_" + service.service().database()));
        Awaiting.get(Migrations.migrate(
                VERTX,
                () -> database,
                new Migration(Messaging.MIGRATIONS, "flyway_messaging"),
                Migration.of(service.name())));
        return Databases.pool(VERTX, database, "retention", 1);
    }

    private static List<String> faults(Pool pool, Rule rule) {
        try {
            Awaiting.get(pool.preparedQuery(rule.delete()).execute(arguments(rule)));
            JsonObject plan = Awaiting.get(pool.withTransaction(tx -> plan(tx, rule)));
            return wholeReads(plan, partialIndexes(pool)).stream()
                    .map(read -> rule.what() + ": " + read)
                    .toList();
        } catch (RuntimeException failure) {
            return List.of(rule.what() + ": " + failure.getMessage());
        }
    }

    private static Tuple arguments(Rule rule) {
        return Tuple.of(rule.kept().toMillis(), 1_000);
    }

    private static Future<JsonObject> plan(SqlClient tx, Rule rule) {
        Future<?> prepared = Future.succeededFuture();
        for (String setting : WITH_INDEXES) {
            prepared = prepared.compose(before -> tx.query(setting).execute());
        }
        return prepared.compose(set -> tx.preparedQuery("EXPLAIN (FORMAT JSON) " + rule.delete())
                        .execute(arguments(rule)))
                .map(rows ->
                        rows.iterator().next().getJsonArray(0).getJsonObject(0).getJsonObject("Plan"));
    }

    /** An index of nothing else than what is sought may be read as a whole. */
    private static Set<String> partialIndexes(Pool pool) {
        Set<String> names = new HashSet<>();
        Awaiting.get(pool.query("SELECT indexrelid::regclass::text FROM pg_index WHERE indpred IS NOT NULL")
                        .execute())
                .forEach(row -> names.add(row.getString(0)));
        return names;
    }

    /** What the plan reads from one end to the other: a table, or an index with nothing to look for in it. */
    private static List<String> wholeReads(JsonObject plan, Set<String> partial) {
        List<String> found = new ArrayList<>();
        if (plan.getString("Node Type").equals("Seq Scan")) {
            found.add("reads all of " + plan.getString("Relation Name"));
        } else if (plan.containsKey("Index Name")
                && !plan.containsKey("Index Cond")
                && !(partial.contains(plan.getString("Index Name")) && !plan.containsKey("Filter"))) {
            found.add("reads all of the index " + plan.getString("Index Name"));
        }
        for (Object below : plan.getJsonArray("Plans", new JsonArray())) {
            found.addAll(wholeReads((JsonObject) below, partial));
        }
        return found;
    }

    /** Of a second instance, which is started and stopped for them. */
    private static List<Rule> rules(Component<?> service) {
        AtomicReference<Service> started = new AtomicReference<>();
        RunningService running = Awaiting.get(start(service, environment(service), started));
        Awaiting.get(running.stop());
        return started.get().retention();
    }

    private static <C> Future<RunningService> start(
            Component<C> service, Environment environment, AtomicReference<Service> started) {
        return RunningService.start(
                service.name(),
                environment,
                service.reader(),
                (platform, configuration, shutdown) -> service.starter()
                        .start(platform, configuration, shutdown)
                        .onSuccess(ready -> started.set((Service) ready)));
    }

    private static Environment environment(Component<?> service) {
        Map<String, String> variables = new HashMap<>();
        for (TandemService other : TandemService.values()) {
            variables.put(
                    other.addressVariable(),
                    TheSystem.get().uri(other.serviceName()).toString());
        }
        variables.put("AMQP_URI", TheSystem.get().broker().amqpUri(service.name()));
        variables.put(
                "DATABASE_URI", TheSystem.get().postgres().uri(service.service().database()));
        return ServiceEnvironment.of(service.name(), service.service().database(), ISSUER, variables);
    }
}
