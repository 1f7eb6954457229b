/** Rebuilds what is counted from the archive, after events that the archive lacks were added from the event log. */
@NullMarked
package dev.tandem.analytics.rebuild;

import org.jspecify.annotations.NullMarked;
