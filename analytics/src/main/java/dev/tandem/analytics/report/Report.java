package dev.tandem.analytics.report;

import dev.tandem.kit.table.Times;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the findings into the JSON answer. Scope, done and cumulative flow are running totals over the buckets, starting from
 * what happened before the period.
 */
record Report(Question question, ReportStore.Findings found) {

    private static final String[] PERCENTILES = {"p50", "p85", "p95"};

    JsonObject toJson() {
        Period period = question.period();
        JsonObject json = new JsonObject()
                .put("from", period.from().toString())
                .put("to", period.to().toString())
                .put("zone", period.zone().getId())
                .put("bucket", period.bucket().name())
                .put("freshness", freshness())
                .put("totals", happened(found.counts().get(-1), found.timesInAll()))
                .put("buckets", buckets())
                .put("workInProgress", workInProgress())
                .put("due", due());
        return question.scope().projectId() == null ? json : json.put("cumulativeFlow", cumulativeFlow());
    }

    private JsonObject freshness() {
        JsonObject json = new JsonObject().put("asOf", question.moment().toString());
        Row newest = found.freshness();
        return newest == null
                ? json
                : json.put("eventId", newest.getUUID("event_id").toString())
                        .put("eventAt", Times.in(newest, "at").toString())
                        .put("lagSeconds", newest.getDouble("lag"))
                        .put("since", Times.in(newest, "since").toString());
    }

    /** Buckets that lie in the future are left out. */
    private JsonArray buckets() {
        JsonArray buckets = new JsonArray();
        List<LocalDate> starts = question.period().starts();
        Instant[] boundaries = question.period().boundaries();
        long scope = 0;
        long done = 0;
        for (int bucket = 0; bucket <= starts.size(); bucket++) {
            Row counts = found.counts().get(bucket);
            Row dropped = found.dropped().get(bucket);
            long completed = number(counts, "completed") - number(counts, "reopened");
            scope += number(counts, "created") - number(counts, "dropped") - number(dropped, "open");
            done += completed;
            if (bucket > 0 && boundaries[bucket - 1].isBefore(question.moment())) {
                buckets.add(new JsonObject()
                        .put("from", starts.get(bucket - 1).toString())
                        .mergeIn(happened(counts, found.times().get(bucket)))
                        .put("scope", scope)
                        .put("done", done));
            }
        }
        return buckets;
    }

    private static JsonObject happened(@Nullable Row counts, @Nullable Row times) {
        JsonObject json = new JsonObject()
                .put("created", number(counts, "created"))
                .put("completed", number(counts, "completed"))
                .put("reopened", number(counts, "reopened"))
                .put("activeMembers", number(counts, "members"))
                .put("throughput", number(times, "done"));
        if (times != null && times.getLong("done") > 0) {
            json.put("leadTime", percentiles(times, "lead"));
        }
        if (times != null && times.getLong("started") > 0) {
            json.put("cycleTime", percentiles(times, "cycle"));
        }
        return json;
    }

    private JsonObject workInProgress() {
        Row open = found.open();
        JsonObject json = new JsonObject().put("count", open.getLong("started"));
        if (open.getLong("started") > 0) {
            json.put("age", percentiles(open, "age"));
        }
        return json.put("oldest", open.getJsonArray("oldest"));
    }

    private JsonObject due() {
        Row open = found.open();
        return new JsonObject()
                .put("overdue", open.getLong("overdue"))
                .put("today", open.getLong("today"))
                .put("nextSevenDays", open.getLong("soon"));
    }

    /** For each band the number of tasks in it at the end of each bucket. */
    private JsonArray cumulativeFlow() {
        int buckets = (int) Arrays.stream(question.period().boundaries())
                .filter(begin -> begin.isBefore(question.moment()))
                .count();
        Map<String, long[]> bands = new TreeMap<>();
        found.flow()
                .forEach(row -> bands.computeIfAbsent(row.getString("band"), band -> new long[buckets + 1])[
                                Math.min(buckets, row.getInteger("bucket"))] +=
                        row.getLong("tasks"));
        JsonArray flow = new JsonArray();
        bands.forEach((band, deltas) -> {
            if (Arrays.stream(deltas).anyMatch(delta -> delta != 0)) {
                flow.add(band(band, deltas));
            }
        });
        return flow;
    }

    private JsonObject band(String band, long[] deltas) {
        JsonArray tasks = new JsonArray();
        long sum = deltas[0];
        for (int bucket = 1; bucket < deltas.length; bucket++) {
            sum += deltas[bucket];
            tasks.add(sum);
        }
        JsonObject json = new JsonObject().put("band", band);
        String name = found.sections().get(band);
        return (name == null ? json : json.put("name", name)).put("tasks", tasks);
    }

    private static JsonObject percentiles(Row row, String what) {
        JsonObject json = new JsonObject();
        for (String percentile : PERCENTILES) {
            json.put(percentile, Math.max(0, row.getLong(what + "_" + percentile)));
        }
        return json;
    }

    private static long number(@Nullable Row row, String column) {
        Long number = row == null ? null : row.getLong(column);
        return number == null ? 0 : number;
    }
}
