/**
 * TLS in front of servers that do not speak it, for tests of clients: certificates, good and bad, and a proxy that presents them.
 */
@NullMarked
package dev.tandem.backends.tls;

import org.jspecify.annotations.NullMarked;
