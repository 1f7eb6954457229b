/**
 * Named checks of what a service depends on, and the answers to live and ready. Depends on Vert.x core alone.
 */
@NullMarked
package dev.tandem.kit.health;

import org.jspecify.annotations.NullMarked;
