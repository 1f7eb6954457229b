/** What is kept for how long, and how large it is. Depends on nothing else of the kit but the platform and the shutdown. */
@NullMarked
package dev.tandem.kit.retention;

import org.jspecify.annotations.NullMarked;
