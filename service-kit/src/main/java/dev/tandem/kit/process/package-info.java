/**
 * The process around one service: its help, its configuration, its start and its end. May depend on the platform, config,
 * lifecycle, logging and management.
 */
@NullMarked
package dev.tandem.kit.process;

import org.jspecify.annotations.NullMarked;
