/** Reads that are answered once their read model has seen what the caller has just changed. */
@NullMarked
package dev.tandem.gateway.freshness;

import org.jspecify.annotations.NullMarked;
