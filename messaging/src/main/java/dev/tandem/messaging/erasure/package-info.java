/**
 * Erasing a person from a service's database, and keeping them erased. Depends on the root package and {@code envelope}.
 */
@NullMarked
package dev.tandem.messaging.erasure;

import org.jspecify.annotations.NullMarked;
