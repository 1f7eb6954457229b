/** Serving HTTP: limits, deadlines, correlation, answers, problem+json, probes, draining. */
@NullMarked
package dev.tandem.kit.http;

import org.jspecify.annotations.NullMarked;
