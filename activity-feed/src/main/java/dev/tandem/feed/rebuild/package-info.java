/** The feed made anew from the event log. */
@NullMarked
package dev.tandem.feed.rebuild;

import org.jspecify.annotations.NullMarked;
