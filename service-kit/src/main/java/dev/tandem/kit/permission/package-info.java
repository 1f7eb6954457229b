/**
 * Permissions asked of project-service, the only authority. May depend on auth, client, gathering, http and telemetry.
 */
@NullMarked
package dev.tandem.kit.permission;

import org.jspecify.annotations.NullMarked;
