/** The contract and the problems as pages to read. Depends on the service kit only. */
@NullMarked
package dev.tandem.gateway.docs;

import org.jspecify.annotations.NullMarked;
