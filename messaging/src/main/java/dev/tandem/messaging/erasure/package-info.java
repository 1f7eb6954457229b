/** Erases a person from a service's database, and keeps them erased. */
@NullMarked
package dev.tandem.messaging.erasure;

import org.jspecify.annotations.NullMarked;
