/**
 * Live events for users: their operations and notifications, read from where they are stored, from a position that the
 * client keeps.
 */
@NullMarked
package dev.tandem.gateway.stream;

import org.jspecify.annotations.NullMarked;
