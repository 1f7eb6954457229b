/** Asking for projects. Depends on {@code accept}, {@code contract} and {@code operation}. */
@NullMarked
package dev.tandem.gateway.project;

import org.jspecify.annotations.NullMarked;
