/** Letters over HTTP, one and many. */
@NullMarked
package dev.tandem.deadletters.reading;

import org.jspecify.annotations.NullMarked;
