/** The contract as a page to read. Depends on the service kit only. */
@NullMarked
package dev.tandem.gateway.docs;

import org.jspecify.annotations.NullMarked;
