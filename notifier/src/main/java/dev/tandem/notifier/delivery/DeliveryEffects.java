package dev.tandem.notifier.delivery;

import dev.tandem.kit.table.Found;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Reports the state of the deliveries of some events, by mail and to webhooks. */
public record DeliveryEffects(SqlClient sql) {

    private static final String STATES = """
            SELECT name, CASE WHEN bool_or(state = 'waiting') THEN 'pending'
                              WHEN bool_or(state NOT IN ('sent', 'unwanted')) THEN 'failed'
                              ELSE 'done' END AS effect
            FROM (SELECT channel AS name, state FROM delivery WHERE event_id = ANY ($1::uuid[])
                  UNION ALL
                  SELECT 'webhooks', state FROM webhook_delivery WHERE event_id = ANY ($1::uuid[])) AS each
            GROUP BY name
            """;

    /**
     * Returns {@code {deliveries: {mail: "done", webhooks: "pending"}}}, without channels that have no deliveries of the
     * events.
     */
    public Future<JsonObject> of(List<UUID> events) {
        return sql.preparedQuery(STATES)
                .execute(Tuple.of(events.toArray(UUID[]::new)))
                .map(rows -> {
                    JsonObject deliveries = new JsonObject();
                    Found.all(rows, row -> deliveries.put(row.getString("name"), row.getString("effect")));
                    return deliveries.isEmpty() ? deliveries : new JsonObject().put("deliveries", deliveries);
                });
    }
}
