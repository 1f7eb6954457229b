/** Letters over HTTP, one and many. Depends on letter, audit and replay, and on the kit. */
@NullMarked
package dev.tandem.deadletters.reading;

import org.jspecify.annotations.NullMarked;
