/**
 * Who is in which workspace, a read model that is kept in the order of membership versions. Depends on contracts and on the
 * SQL client; deciding is pure.
 */
@NullMarked
package dev.tandem.notifier.membership;

import org.jspecify.annotations.NullMarked;
