/**
 * Keeps failed messages, so that operators can search, replay and discard them. This package holds the service's start
 * and configuration.
 */
@NullMarked
package dev.tandem.deadletters;

import org.jspecify.annotations.NullMarked;
