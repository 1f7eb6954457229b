/** Tells those who run a service how it is, on a port of its own. */
@NullMarked
package dev.tandem.kit.management;

import org.jspecify.annotations.NullMarked;
