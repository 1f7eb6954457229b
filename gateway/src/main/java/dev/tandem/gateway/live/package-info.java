/** The common part of long polls and streams: the subjects of hints, and the streams open at this instance. */
@NullMarked
package dev.tandem.gateway.live;

import org.jspecify.annotations.NullMarked;
