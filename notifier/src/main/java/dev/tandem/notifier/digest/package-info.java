/** Makes the digests of each person: decides when one is due and what it lists. The mail package sends them. */
@NullMarked
package dev.tandem.notifier.digest;

import org.jspecify.annotations.NullMarked;
