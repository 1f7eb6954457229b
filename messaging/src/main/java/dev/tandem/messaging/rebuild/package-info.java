/**
 * Rebuilds of read models: from the event log into shadow tables, which then replace the live ones while live traffic
 * continues.
 */
@NullMarked
package dev.tandem.messaging.rebuild;

import org.jspecify.annotations.NullMarked;
