/**
 * Named checks of what a service depends on, and the answers to live and ready. Depends on Vert.x and its health checks,
 * and on the meters, alone.
 */
@NullMarked
package dev.tandem.kit.health;

import org.jspecify.annotations.NullMarked;
