/** Erasure of a person from every service. */
@NullMarked
package dev.tandem.gateway.erasure;

import org.jspecify.annotations.NullMarked;
