package dev.tandem.notifier.preference;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;

/** Hears that a person's schedule is another one. */
@FunctionalInterface
public interface ScheduleListener {

    /** Adds to the transaction that changes it. */
    Future<Void> changed(SqlClient transaction, String user);
}
