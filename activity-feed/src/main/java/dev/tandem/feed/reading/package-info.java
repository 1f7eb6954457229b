/**
 * Feeds over HTTP, a page at a time, for those whom project-service permits; and which events are in them. Depends on entry,
 * on the kit, and on the inbox of the messaging kit.
 */
@NullMarked
package dev.tandem.feed.reading;

import org.jspecify.annotations.NullMarked;
