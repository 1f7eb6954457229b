/** Keeps the services' recent spans, finds those of one operation, and prints them as text. */
@NullMarked
package dev.tandem.local.trace;

import org.jspecify.annotations.NullMarked;
