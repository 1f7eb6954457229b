/**
 * Who is calling: bearer tokens verified against a published key set. May depend on http for its problems.
 */
@NullMarked
package dev.tandem.kit.auth;

import org.jspecify.annotations.NullMarked;
