/**
 * How far the consumers of all services are, for operators: what their instances report, and what is seen of their
 * queues from outside.
 */
@NullMarked
package dev.tandem.deadletters.consumers;

import org.jspecify.annotations.NullMarked;
