/** A small HTTP server beside the services. */
@NullMarked
package dev.tandem.local.http;

import org.jspecify.annotations.NullMarked;
