/** Accepting: one transaction for many requests, and the promise that a 202 is. Depends on {@code admission} and {@code operation}. */
@NullMarked
package dev.tandem.gateway.accept;

import org.jspecify.annotations.NullMarked;
