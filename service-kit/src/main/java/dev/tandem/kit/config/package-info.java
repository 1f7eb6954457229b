/**
 * Typed configuration read from the environment. Depends on the JDK and SLF4J alone.
 */
@NullMarked
package dev.tandem.kit.config;

import org.jspecify.annotations.NullMarked;
