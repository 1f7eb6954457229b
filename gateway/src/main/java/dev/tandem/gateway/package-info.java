/**
 * The only public HTTP interface: does the checks that cannot wait, makes the request durable and answers 202; forwards
 * reads to the services that own the data.
 */
@NullMarked
package dev.tandem.gateway;

import org.jspecify.annotations.NullMarked;
