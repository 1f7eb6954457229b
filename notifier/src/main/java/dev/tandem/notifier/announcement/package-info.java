/** Announcements with their recipients, and the interface of the channels that deliver them. */
@NullMarked
package dev.tandem.notifier.announcement;

import org.jspecify.annotations.NullMarked;
