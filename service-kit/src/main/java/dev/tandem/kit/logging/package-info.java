/**
 * Log output: one JSON object per line for machines, one line of text for people, each with its trace and correlation, and
 * never at the cost of an event loop. Logback configurations refer to these classes by name.
 */
@NullMarked
package dev.tandem.kit.logging;

import org.jspecify.annotations.NullMarked;
