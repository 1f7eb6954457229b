/**
 * The service where failed messages are kept, searched, replayed and discarded: its start and its configuration. Depends on
 * its features, the runtime, the kits and the contracts.
 */
@NullMarked
package dev.tandem.deadletters;

import org.jspecify.annotations.NullMarked;
