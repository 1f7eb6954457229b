/** Serves documents over HTTP alongside the services. */
@NullMarked
package dev.tandem.local.http;

import org.jspecify.annotations.NullMarked;
