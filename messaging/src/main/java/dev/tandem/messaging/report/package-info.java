/**
 * Reports that a service makes of its messaging every few seconds, for whoever shows them: how far its consumers are,
 * and what its outbox holds. Windows and distributions are made so that those of several instances can be added.
 */
@NullMarked
package dev.tandem.messaging.report;

import org.jspecify.annotations.NullMarked;
