/**
 * The broker as the kit sees it: a port, whose adapter is in the sub-package {@code amqp}. The test double has to pass
 * the same conformance suite.
 */
@NullMarked
package dev.tandem.messaging.broker;

import org.jspecify.annotations.NullMarked;
