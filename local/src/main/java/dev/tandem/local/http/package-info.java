/**
 * A small HTTP server beside the services. Depends on nothing else in this module.
 */
@NullMarked
package dev.tandem.local.http;

import org.jspecify.annotations.NullMarked;
