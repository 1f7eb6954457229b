/** The process around one service: help, configuration, start and end. */
@NullMarked
package dev.tandem.kit.process;

import org.jspecify.annotations.NullMarked;
