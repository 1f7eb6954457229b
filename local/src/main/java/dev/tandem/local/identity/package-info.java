/** Implements the local token issuer: its key, its tokens, and the publication of the key. */
@NullMarked
package dev.tandem.local.identity;

import org.jspecify.annotations.NullMarked;
