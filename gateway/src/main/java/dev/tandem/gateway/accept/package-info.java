/** Accepting: one transaction for many requests, and the promise that a 202 is. */
@NullMarked
package dev.tandem.gateway.accept;

import org.jspecify.annotations.NullMarked;
