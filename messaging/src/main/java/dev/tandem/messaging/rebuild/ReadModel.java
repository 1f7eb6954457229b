package dev.tandem.messaging.rebuild;

import dev.tandem.messaging.Event;
import dev.tandem.messaging.PayloadReader;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;

/**
 * Tables of one consumer that can be made anew from the event log.
 *
 * <p>Every method but the first three is given a connection that sees, under the unqualified names, the shadow: empty tables
 * made like the live ones, with the same names, indexes and constraints. The live ones are {@code public.<name>}, as is the
 * {@code inbox}. Each call is a transaction of its own. After a crash all begins again, with an empty shadow.
 *
 * <p>Two more tables are there for the report, both in the shadow: {@code difference (kind, row_key, live, rebuilt)}, a line
 * for each row of which the kind is one of {@link Differences.Kind}, and {@code tally (kind, rows)} for what is only counted.
 */
public interface ReadModel {

    /** The queue whose consumer writes the tables. */
    String consumer();

    /**
     * The tables, in the order in which the consumer's transactions lock them. They have no foreign keys and no triggers,
     * and nothing else in the database refers to them.
     */
    List<String> tables();

    /** What makes payloads of the log's events; those that it does not read are passed over. */
    PayloadReader reader();

    /** Makes what more the rebuild needs; it is dropped with the shadow. */
    default Future<Void> prepare(SqlConnection shadow) {
        return Future.succeededFuture();
    }

    /**
     * Lets events take effect in the shadow, in the order of the log, where an event may come more than once. When this
     * fails, its events are tried one by one; one that still fails is left out and counted, for the consumer will have
     * dead-lettered it.
     */
    Future<Void> apply(SqlConnection shadow, List<Event> events);

    /** Makes what is made of all events together. Called whenever the log has been read to its end; without locks. */
    default Future<Void> derive(SqlConnection shadow) {
        return Future.succeededFuture();
    }

    /**
     * Takes over live rows that the log is too young to know, and remembers those that it does not explain though it
     * should. A row of an event that the consumer's inbox has is explained: it took effect, and the log lost it. Called once, after {@link #derive}, without locks; the log is then read on for a while, since a consumer can
     * be ahead of it.
     *
     * @param horizon the log is complete from here on
     * @return how many rows are not explained
     */
    Future<Long> suspect(SqlConnection shadow, Instant horizon);

    /**
     * Compares the live tables with the shadow, row for row, and makes the shadow what is to stand in their place. Called
     * while nobody can write to the live ones; should be one or a few statements. A live row that is ahead of the log is
     * carried over, and only one that was remembered as not explained may be left behind.
     *
     * @param horizon the log is complete from here on
     */
    Future<Void> reconcile(SqlConnection shadow, Instant horizon);
}
