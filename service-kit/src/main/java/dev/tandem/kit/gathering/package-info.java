/** Batches many questions into few statements. Knows neither the questions nor any other package. */
@NullMarked
package dev.tandem.kit.gathering;

import org.jspecify.annotations.NullMarked;
