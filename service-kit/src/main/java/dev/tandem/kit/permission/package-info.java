/** Permission checks by project-service, the only authority. */
@NullMarked
package dev.tandem.kit.permission;

import org.jspecify.annotations.NullMarked;
