/**
 * The process around one service: its help, its configuration, its start and its end. May depend on the platform, config,
 * lifecycle and logging.
 */
@NullMarked
package dev.tandem.kit.process;

import org.jspecify.annotations.NullMarked;
