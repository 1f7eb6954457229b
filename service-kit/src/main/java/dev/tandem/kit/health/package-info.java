/** Named checks of a service's dependencies, and the answers to the liveness and readiness probes. */
@NullMarked
package dev.tandem.kit.health;

import org.jspecify.annotations.NullMarked;
