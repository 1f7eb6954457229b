/** Tandem itself as a process that can be measured. */
@NullMarked
package dev.tandem.bench.hybrid;

import org.jspecify.annotations.NullMarked;
