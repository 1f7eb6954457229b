/** Typed configuration read from the environment. */
@NullMarked
package dev.tandem.kit.config;

import org.jspecify.annotations.NullMarked;
