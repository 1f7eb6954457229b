/** Encrypted ways to servers that know of none, for tests of those who connect: certificates, good and bad, and who shows them. */
@NullMarked
package dev.tandem.backends.tls;

import org.jspecify.annotations.NullMarked;
