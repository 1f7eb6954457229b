/** Admission: immediately refuses a change that would wait too long, before anything is spent on it. */
@NullMarked
package dev.tandem.gateway.admission;

import org.jspecify.annotations.NullMarked;
