/** Shows measurements as a table, as a drawing and as JSON. Plain functions. */
@NullMarked
package dev.tandem.bench.report;

import org.jspecify.annotations.NullMarked;
