/** Counts archived facts: how much happened where, by whom and when, and what became of each task. */
@NullMarked
package dev.tandem.analytics.measure;

import org.jspecify.annotations.NullMarked;
