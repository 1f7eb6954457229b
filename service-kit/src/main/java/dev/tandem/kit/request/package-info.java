/** Strict reading of a request's address and body, and pagination. */
@NullMarked
package dev.tandem.kit.request;

import org.jspecify.annotations.NullMarked;
