/** Shows measurements as a table, as a drawing and as JSON. Plain functions; depends on the load's measurements alone. */
@NullMarked
package dev.tandem.bench.report;

import org.jspecify.annotations.NullMarked;
