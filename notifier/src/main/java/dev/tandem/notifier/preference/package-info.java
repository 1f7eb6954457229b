/** Keeps what people say about when they are told outside of the inbox. */
@NullMarked
package dev.tandem.notifier.preference;

import org.jspecify.annotations.NullMarked;
