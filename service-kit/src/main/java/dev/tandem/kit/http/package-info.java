/**
 * Serving HTTP: limits, deadlines, correlation, answers, problem+json, operations routes, draining. May depend on config,
 * health, lifecycle, telemetry and the platform; knows nothing of authentication or of any service.
 */
@NullMarked
package dev.tandem.kit.http;

import org.jspecify.annotations.NullMarked;
