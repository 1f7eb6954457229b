package dev.tandem.notifier.preference;

import io.vertx.sqlclient.Row;
import java.util.UUID;

/**
 * The scope of a preference.
 *
 * @param id the id of the workspace or project; {@link #NIL} for everything
 */
record Scope(Kind kind, UUID id) {

    /** The names are those of the table. */
    enum Kind {
        everything,
        workspace,
        project
    }

    static final UUID NIL = new UUID(0, 0);

    static final Scope EVERYTHING = new Scope(Kind.everything, NIL);

    static Scope from(Row row) {
        return new Scope(Kind.valueOf(row.getString("kind")), row.getUUID("scope"));
    }
}
