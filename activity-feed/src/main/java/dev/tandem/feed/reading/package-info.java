/** Feeds over HTTP, a page at a time, for those whom project-service permits. */
@NullMarked
package dev.tandem.feed.reading;

import org.jspecify.annotations.NullMarked;
