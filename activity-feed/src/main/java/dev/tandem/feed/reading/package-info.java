/**
 * Feeds over HTTP, a page at a time, for those whom project-service permits. Depends on entry and on the kit.
 */
@NullMarked
package dev.tandem.feed.reading;

import org.jspecify.annotations.NullMarked;
