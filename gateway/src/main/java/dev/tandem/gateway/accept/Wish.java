package dev.tandem.gateway.accept;

import dev.tandem.contracts.Command;
import dev.tandem.gateway.operation.Operation;

/**
 * What a client asks for.
 *
 * @param target what will be made, changed or deleted
 * @param command what the services will do
 */
public record Wish(Operation.Target target, Command command) {}
