/** Erasing a person from a service's database, and keeping them erased. */
@NullMarked
package dev.tandem.messaging.erasure;

import org.jspecify.annotations.NullMarked;
