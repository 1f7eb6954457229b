/** Measures what it costs the gateway to hold thousands of requests. */
@org.jspecify.annotations.NullMarked
package dev.tandem.acceptance.holding;
