/**
 * Having a person erased from every service. Depends on operation, and on the messaging kit.
 */
@NullMarked
package dev.tandem.gateway.erasure;

import org.jspecify.annotations.NullMarked;
