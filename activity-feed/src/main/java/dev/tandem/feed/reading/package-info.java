/** Serves feeds over HTTP, page by page, to users whom project-service permits. */
@NullMarked
package dev.tandem.feed.reading;

import org.jspecify.annotations.NullMarked;
