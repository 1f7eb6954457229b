/** What is kept for how long, and how large it is. */
@NullMarked
package dev.tandem.kit.retention;

import org.jspecify.annotations.NullMarked;
