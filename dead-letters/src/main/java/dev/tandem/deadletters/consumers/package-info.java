/**
 * Shows operators the progress of the consumers of all services: the reports of their instances, and observations of
 * their queues.
 */
@NullMarked
package dev.tandem.deadletters.consumers;

import org.jspecify.annotations.NullMarked;
