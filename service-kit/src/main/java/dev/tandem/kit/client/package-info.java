/**
 * Calls to other services: deadline, circuit breaker, forwarded identity and correlation. May depend on auth, health and http.
 */
@NullMarked
package dev.tandem.kit.client;

import org.jspecify.annotations.NullMarked;
