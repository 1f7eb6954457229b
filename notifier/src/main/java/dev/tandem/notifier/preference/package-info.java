/** Keeps people's preferences about when they are notified outside of the inbox. */
@NullMarked
package dev.tandem.notifier.preference;

import org.jspecify.annotations.NullMarked;
