/** Makes the digests of each person: decides when one is due and what it lists. How it is sent is the mail package's. */
@NullMarked
package dev.tandem.notifier.digest;

import org.jspecify.annotations.NullMarked;
