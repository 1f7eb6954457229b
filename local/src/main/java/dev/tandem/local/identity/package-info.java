/**
 * A token issuer of our own: its key, its tokens, and where the key is published. Depends on the small HTTP
 * server, and on the back ends for private files.
 */
@NullMarked
package dev.tandem.local.identity;

import org.jspecify.annotations.NullMarked;
