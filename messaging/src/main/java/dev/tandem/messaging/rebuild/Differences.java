package dev.tandem.messaging.rebuild;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * Result of comparing the live tables with the rebuilt ones.
 *
 * @param rows the number of rows of each kind
 * @param examples the first {@value #EXAMPLES} differences, each with its key and both rows
 */
public record Differences(Map<Kind, Long> rows, JsonArray examples) {

    public static final int EXAMPLES = 100;

    /** Kind of row in the comparison. */
    public enum Kind {
        /** The live row has no event, neither in the log nor in the inbox; the rebuild removed it. */
        ONLY_IN_OLD("only-in-old"),
        /** An event that took effect should have made the row, but it was missing; the rebuild added it. */
        ONLY_IN_NEW("only-in-new"),
        /** The live row differed from what its events make; it now matches them. */
        CHANGED("changed"),
        /**
         * The log lacks the row's event, because the event is too old, too new or lost there; the row was kept as it was. No
         * difference.
         */
        CARRIED_OVER("carried-over"),
        /** The event has not taken effect in the live tables yet: the consumer is behind. No difference. */
        NOT_YET_CONSUMED("not-yet-consumed"),
        /** The log lacks an event in the middle of the row's history. No difference by itself. */
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

    /** The number of wrong rows. */
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
