/**
 * What users are told while they listen: their operations and their notifications, read from where these are kept, from
 * a position on that the client keeps.
 */
@NullMarked
package dev.tandem.gateway.stream;

import org.jspecify.annotations.NullMarked;
