package dev.tandem.notifier.preference;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** Is called when a person's schedule changes. */
@FunctionalInterface
public interface ScheduleListener {

    /** Adds statements to the transaction that changes the schedule. */
    Future<Void> changed(SqlClient transaction, String user);
}
