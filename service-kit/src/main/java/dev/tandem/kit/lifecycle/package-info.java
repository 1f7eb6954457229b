/** The order in which things end. */
@NullMarked
package dev.tandem.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
