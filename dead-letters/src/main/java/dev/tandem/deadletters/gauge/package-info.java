/** Measures the numbers on which alerts are based. */
@NullMarked
package dev.tandem.deadletters.gauge;

import org.jspecify.annotations.NullMarked;
