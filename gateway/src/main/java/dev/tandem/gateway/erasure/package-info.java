/** Having a person erased from every service. */
@NullMarked
package dev.tandem.gateway.erasure;

import org.jspecify.annotations.NullMarked;
