/** The management server of a service, on its own port. */
@NullMarked
package dev.tandem.kit.management;

import org.jspecify.annotations.NullMarked;
