/** Asking for workspaces. Depends on {@code accept}, {@code contract} and {@code operation}. */
@NullMarked
package dev.tandem.gateway.workspace;

import org.jspecify.annotations.NullMarked;
