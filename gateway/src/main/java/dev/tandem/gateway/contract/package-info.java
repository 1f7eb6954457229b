/** The OpenAPI contract, its enforcement, and the answers to requests that violate it. */
@NullMarked
package dev.tandem.gateway.contract;

import org.jspecify.annotations.NullMarked;
