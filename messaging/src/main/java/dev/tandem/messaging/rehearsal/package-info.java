/** Rehearses consuming and publishing before they are needed, so that their code is compiled; leaves nothing behind. */
@NullMarked
package dev.tandem.messaging.rehearsal;

import org.jspecify.annotations.NullMarked;
