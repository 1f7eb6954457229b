/**
 * Tells those who run a service how it is, on a port of its own. May depend on the platform, health, http and logging.
 */
@NullMarked
package dev.tandem.kit.management;

import org.jspecify.annotations.NullMarked;
