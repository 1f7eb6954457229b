/**
 * Keeps an archive of what happened, and computes the audit trail and analytics from it.
 *
 * <p>This package holds the process, its configuration and its assembly.
 */
@NullMarked
package dev.tandem.analytics;

import org.jspecify.annotations.NullMarked;
