/**
 * Processes and how they talk to the one that started them. Depends on nothing else in this module.
 */
@NullMarked
package dev.tandem.bench.process;

import org.jspecify.annotations.NullMarked;
