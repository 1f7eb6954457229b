/** Named checks of what a service depends on, and the answers to live and ready. */
@NullMarked
package dev.tandem.kit.health;

import org.jspecify.annotations.NullMarked;
