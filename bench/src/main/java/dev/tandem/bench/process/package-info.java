/** Processes and how they talk to the one that started them. */
@NullMarked
package dev.tandem.bench.process;

import org.jspecify.annotations.NullMarked;
