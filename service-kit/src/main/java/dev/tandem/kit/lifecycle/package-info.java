/** Ordered shutdown. */
@NullMarked
package dev.tandem.kit.lifecycle;

import org.jspecify.annotations.NullMarked;
