/** Requests for workspaces. */
@NullMarked
package dev.tandem.gateway.workspace;

import org.jspecify.annotations.NullMarked;
