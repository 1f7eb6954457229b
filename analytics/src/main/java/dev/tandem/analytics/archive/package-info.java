/**
 * Archives facts: one row for each, in a chain of hashes for each workspace. Everything else in this service is computed from the
 * archive.
 */
@NullMarked
package dev.tandem.analytics.archive;

import org.jspecify.annotations.NullMarked;
