package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.system.Program;
import dev.tandem.backends.Postgres;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the waiting messages in the outboxes of the services. */
public final class Outboxes {

    private final Postgres postgres;

    public Outboxes(Postgres postgres) {
        this.postgres = postgres;
    }

    /** The events that wait in those of a service. */
    public Set<String> ids(Program program) {
        Set<String> ids = new HashSet<>();
        new Database(postgres, program.database()).rows("SELECT id FROM outbox").forEach(row -> ids.add(row.get(0)));
        return ids;
    }

    /** A sentence for each that is not empty. */
    List<String> held() {
        List<String> held = new ArrayList<>();
        for (Program program : Program.ALL) {
            String rows = new Database(postgres, program.database())
                    .rows("SELECT count(*) FROM outbox")
                    .get(0)
                    .get(0);
            if (!rows.equals("0")) {
                held.add("the outbox of " + program.name() + " still holds " + rows);
            }
        }
        return held;
    }
}
