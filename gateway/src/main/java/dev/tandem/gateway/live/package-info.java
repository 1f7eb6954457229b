/** What those who wait and those who listen have in common: the subjects of hints, and the streams that are open here. */
@NullMarked
package dev.tandem.gateway.live;

import org.jspecify.annotations.NullMarked;
