/**
 * Admission: a change that would wait too long is refused at once, before anything is spent on it. Depends on nothing of the
 * gateway.
 */
@NullMarked
package dev.tandem.gateway.admission;

import org.jspecify.annotations.NullMarked;
