/** The status of accepted requests. */
@NullMarked
package dev.tandem.gateway.operation;

import org.jspecify.annotations.NullMarked;
