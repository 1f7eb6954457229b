/** The OpenAPI contract, and what is said to those who break it. */
@NullMarked
package dev.tandem.gateway.contract;

import org.jspecify.annotations.NullMarked;
