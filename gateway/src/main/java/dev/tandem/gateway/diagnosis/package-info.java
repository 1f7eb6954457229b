/** What operators ask about operations of anybody: which there are, and why one stands as it does. */
@NullMarked
package dev.tandem.gateway.diagnosis;

import org.jspecify.annotations.NullMarked;
