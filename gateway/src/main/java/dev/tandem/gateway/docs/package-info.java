/** The contract and the problems as pages to read. */
@NullMarked
package dev.tandem.gateway.docs;

import org.jspecify.annotations.NullMarked;
