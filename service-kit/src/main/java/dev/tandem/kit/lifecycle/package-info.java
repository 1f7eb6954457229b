/**
 * The order in which things end. Depends on Vert.x futures alone.
 */
@NullMarked
package dev.tandem.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
