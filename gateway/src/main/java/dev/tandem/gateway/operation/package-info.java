/** What became of what was accepted. Depends on the kits only. */
@NullMarked
package dev.tandem.gateway.operation;

import org.jspecify.annotations.NullMarked;
