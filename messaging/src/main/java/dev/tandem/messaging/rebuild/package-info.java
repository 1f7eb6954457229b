/**
 * Rebuilds of read models: from the event log into shadow tables, which then take the place of the live ones while live
 * traffic continues. Depends on the broker's log, on the envelope, on the inbox, on erasures and on the
 * SQL client.
 */
@NullMarked
package dev.tandem.messaging.rebuild;

import org.jspecify.annotations.NullMarked;
