/** Holds what is announced to whom, and the interface of the channels that carry it. */
@NullMarked
package dev.tandem.notifier.announcement;

import org.jspecify.annotations.NullMarked;
