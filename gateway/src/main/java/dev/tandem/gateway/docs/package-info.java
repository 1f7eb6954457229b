/** The contract and the problem types as pages to read. */
@NullMarked
package dev.tandem.gateway.docs;

import org.jspecify.annotations.NullMarked;
