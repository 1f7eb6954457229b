/** Serves letters over HTTP, one or many. */
@NullMarked
package dev.tandem.deadletters.reading;

import org.jspecify.annotations.NullMarked;
