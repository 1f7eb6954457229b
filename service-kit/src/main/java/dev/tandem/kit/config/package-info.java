/**
 * Typed configuration read from the environment. Depends on the JDK alone.
 */
@NullMarked
package dev.tandem.kit.config;

import org.jspecify.annotations.NullMarked;
