/** The process around one service: its help, its configuration, its start and its end. */
@NullMarked
package dev.tandem.kit.process;

import org.jspecify.annotations.NullMarked;
