/** Accepting: one transaction for many requests, and the promise of a 202. */
@NullMarked
package dev.tandem.gateway.accept;

import org.jspecify.annotations.NullMarked;
