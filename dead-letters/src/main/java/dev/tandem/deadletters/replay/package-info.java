/**
 * What operators do to letters, and what comes of it: claims, the sending of what is claimed, and the end of replays. Depends
 * on letter, audit and request, on contracts, on the messaging kit and on the service kit.
 */
@NullMarked
package dev.tandem.deadletters.replay;

import org.jspecify.annotations.NullMarked;
