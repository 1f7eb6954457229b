/**
 * The only public HTTP face: checks at once what must be checked at once, makes the request durable, answers 202; and
 * passes reads on to the services that own them.
 */
@NullMarked
package dev.tandem.gateway;

import org.jspecify.annotations.NullMarked;
