package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.system.Program;
import dev.tandem.backends.Postgres;
import java.util.ArrayList;
import java.util.List;

/** What waits in the services' outboxes. */
final class Outboxes {

    private final Postgres postgres;

    Outboxes(Postgres postgres) {
        this.postgres = postgres;
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
