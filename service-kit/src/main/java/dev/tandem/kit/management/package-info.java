/** What a service tells those who run it, on a port of its own. May depend on the platform and health. */
@NullMarked
package dev.tandem.kit.management;

import org.jspecify.annotations.NullMarked;
