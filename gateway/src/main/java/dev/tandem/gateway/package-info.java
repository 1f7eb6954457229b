/**
 * The only public HTTP face: checks at once what must be checked at once, makes the request durable, answers 202; and
 * passes reads on to the services that own them. Depends on the runtime, the kits and the contracts, on no other service's code.
 */
@NullMarked
package dev.tandem.gateway;

import org.jspecify.annotations.NullMarked;
