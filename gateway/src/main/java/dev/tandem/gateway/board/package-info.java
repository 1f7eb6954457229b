/** Live events of one project, for whoever may read it: its facts in order, each with what it is about as that is now. */
@NullMarked
package dev.tandem.gateway.board;

import org.jspecify.annotations.NullMarked;
