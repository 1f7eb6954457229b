/** The service where failed messages are kept, searched, replayed and discarded: its start and its configuration. */
@NullMarked
package dev.tandem.deadletters;

import org.jspecify.annotations.NullMarked;
