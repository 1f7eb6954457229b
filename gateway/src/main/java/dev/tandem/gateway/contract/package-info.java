/** The OpenAPI contract, and what is said to those who break it. Depends on {@code admission} and the service kit. */
@NullMarked
package dev.tandem.gateway.contract;

import org.jspecify.annotations.NullMarked;
