/**
 * Keeps who is in which workspace: a read model in the order of membership versions. Depends on contracts, on the SQL
 * client and, where it looks for gaps, on metrics; deciding is pure.
 */
@NullMarked
package dev.tandem.notifier.membership;

import org.jspecify.annotations.NullMarked;
