/**
 * Consuming and publishing gone through before they are needed, so that their code is compiled, with nothing left
 * behind.
 */
@NullMarked
package dev.tandem.messaging.rehearsal;

import org.jspecify.annotations.NullMarked;
