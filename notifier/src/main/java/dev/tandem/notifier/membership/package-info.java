/** Keeps who is in which workspace: a read model in the order of membership versions. Deciding is pure. */
@NullMarked
package dev.tandem.notifier.membership;

import org.jspecify.annotations.NullMarked;
