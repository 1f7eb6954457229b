/** Requests for projects. */
@NullMarked
package dev.tandem.gateway.project;

import org.jspecify.annotations.NullMarked;
