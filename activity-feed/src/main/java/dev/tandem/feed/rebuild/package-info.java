/**
 * The feed made anew from the event log. Depends on entry, and on the rebuilding of the messaging kit.
 */
@NullMarked
package dev.tandem.feed.rebuild;

import org.jspecify.annotations.NullMarked;
