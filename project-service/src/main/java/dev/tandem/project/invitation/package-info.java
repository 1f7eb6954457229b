/** Invitations to workspaces by mail: who is invited as what, and who accepts. */
@NullMarked
package dev.tandem.project.invitation;

import org.jspecify.annotations.NullMarked;
