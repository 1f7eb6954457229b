/** A token issuer of our own: its key, its tokens, and where the key is published. */
@NullMarked
package dev.tandem.local.identity;

import org.jspecify.annotations.NullMarked;
