/** What became of what was accepted. */
@NullMarked
package dev.tandem.gateway.operation;

import org.jspecify.annotations.NullMarked;
