/**
 * Keeps the members of each workspace: a read model, updated in the order of membership versions. Decisions are pure.
 */
@NullMarked
package dev.tandem.notifier.membership;

import org.jspecify.annotations.NullMarked;
