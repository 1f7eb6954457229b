/** Authentication: bearer tokens verified against a published key set. */
@NullMarked
package dev.tandem.kit.auth;

import org.jspecify.annotations.NullMarked;
