package dev.tandem.messaging.rebuild;

import dev.tandem.messaging.Event;
import dev.tandem.messaging.PayloadReader;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;

/**
 * Rebuilds the tables of one consumer from the event log.
 *
 * <p>Methods with a connection receive one on which unqualified names mean the shadow: empty tables made like the live
 * ones, with the same names, indexes and constraints. The live tables are {@code public.<name>}, as is the {@code
 * inbox}. Each call is a transaction of its own. After a crash everything starts again, with an empty shadow.
 *
 * <p>The shadow has two more tables for the report: {@code difference (kind, row_key, live, rebuilt)}, with a line for each
 * differing row, whose kind is one of {@link Differences.Kind}; and {@code tally (kind, rows)} for rows that are only counted.
 */
public interface ReadModel {

    /** The queue whose consumer writes the tables. */
    String consumer();

    /**
     * The tables, in the order in which the consumer's transactions lock them. They have no foreign keys and no triggers, and
     * nothing else in the database references them.
     */
    List<String> tables();

    /** Reads the payloads of the log's events; events that it does not read are skipped. */
    PayloadReader reader();

    /** Creates anything else that the rebuild needs; it is dropped with the shadow. */
    default Future<Void> prepare(SqlConnection shadow) {
        return Future.succeededFuture();
    }

    /**
     * Applies events to the shadow, in the order of the log, where an event may occur more than once. If this fails,
     * its events are tried one by one; an event that still fails is left out and counted, because the consumer will
     * have dead-lettered it.
     */
    Future<Void> apply(SqlConnection shadow, List<Event> events);

    /**
     * Derives rows that depend on all events together. Called each time the log has been read to its end; without
     * locks.
     */
    default Future<Void> derive(SqlConnection shadow) {
        return Future.succeededFuture();
    }

    /**
     * Carries over live rows that are older than the log, and records those that the log should explain and does not. A row whose
     * event is in the consumer's inbox is explained: the event took effect, and the log lost it. Called once, after
     * {@link #derive}, without locks; the log is then read on for a while, because a consumer can be ahead of it.
     *
     * @param horizon the log is complete from here on
     * @return the number of unexplained rows
     */
    Future<Long> suspect(SqlConnection shadow, Instant horizon);

    /**
     * Compares the live tables with the shadow, row by row, and completes the shadow as their replacement. Called while nobody can
     * write to the live tables; should be one or a few statements. A live row that is ahead of the log is carried over, and only a
     * row recorded as unexplained may be dropped.
     *
     * @param horizon the log is complete from here on
     */
    Future<Void> reconcile(SqlConnection shadow, Instant horizon);
}
