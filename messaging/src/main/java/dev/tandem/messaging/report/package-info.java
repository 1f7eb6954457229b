/**
 * Reports on a service's messaging, published every few seconds for dashboards: how far its consumers are, and what its
 * outbox holds. Windows and distributions of several instances can be added up.
 */
@NullMarked
package dev.tandem.messaging.report;

import org.jspecify.annotations.NullMarked;
