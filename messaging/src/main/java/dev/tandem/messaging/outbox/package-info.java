/**
 * The transactional outbox: messages are rows of the transaction that sends them, and a relay publishes them after the
 * commit, fairly by tenant, packed under load.
 */
@NullMarked
package dev.tandem.messaging.outbox;

import org.jspecify.annotations.NullMarked;
