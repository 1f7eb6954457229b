package dev.tandem.messaging.rebuild;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * Result of comparing the live tables with the rebuilt ones.
 *
 * @param rows of each kind
 * @param examples the first {@value #EXAMPLES} differences, each with its key and both rows
 */
public record Differences(Map<Kind, Long> rows, JsonArray examples) {

    public static final int EXAMPLES = 100;

    /** Kind of a row of the comparison. */
    public enum Kind {
        /** Was there, and no event explains it, neither in the log nor in the inbox: it is gone. */
        ONLY_IN_OLD("only-in-old"),
        /** An event that took effect should have made it, and it was not there: it is back. */
        ONLY_IN_NEW("only-in-new"),
        /** Was another than its events make it: it is as they make it. */
        CHANGED("changed"),
        /** The log does not know it, for it is too old or too new, or was lost there, and it was kept as it was. No difference. */
        CARRIED_OVER("carried-over"),
        /** Its event has not taken effect in the live tables yet, which is no difference: the consumer is behind. */
        NOT_YET_CONSUMED("not-yet-consumed"),
        /** Something of which the log lacks an event in the middle. No difference by itself. */
        GAP("gap");

        private final String inSql;

        Kind(String inSql) {
            this.inSql = inSql;
        }

        static Kind of(String inSql) {
            for (Kind kind : values()) {
                if (kind.inSql.equals(inSql)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("There is no kind of difference " + inSql);
        }
    }

    public Differences {
        rows = Map.copyOf(rows);
    }

    public long of(Kind kind) {
        return rows.getOrDefault(kind, 0L);
    }

    /** How many rows were wrong. */
    public long count() {
        return of(Kind.ONLY_IN_OLD) + of(Kind.ONLY_IN_NEW) + of(Kind.CHANGED);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("count", count())
                .put("onlyInOld", of(Kind.ONLY_IN_OLD))
                .put("onlyInNew", of(Kind.ONLY_IN_NEW))
                .put("changed", of(Kind.CHANGED))
                .put("carriedOver", of(Kind.CARRIED_OVER))
                .put("notYetConsumed", of(Kind.NOT_YET_CONSUMED))
                .put("gaps", of(Kind.GAP))
                .put("examples", examples);
    }
}
