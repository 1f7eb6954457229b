/** Calls to other services: deadline, circuit breaker, forwarded identity and correlation. */
@NullMarked
package dev.tandem.kit.client;

import org.jspecify.annotations.NullMarked;
