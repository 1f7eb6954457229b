/**
 * How logs are written: one JSON object a line for machines, one line of text for people, each with the trace and the
 * correlation it belongs to, and never at the cost of an event loop. The classes are named in Logback configurations.
 */
@NullMarked
package dev.tandem.kit.logging;

import org.jspecify.annotations.NullMarked;
