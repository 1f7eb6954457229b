package dev.tandem.gateway.accept;

import dev.tandem.contracts.Command;
import dev.tandem.gateway.operation.Operation;

/**
 * A command, and the thing that its operation is about.
 *
 * @param target what will be made, changed or deleted
 * @param command what the services will do
 */
public record Intent(Operation.Target target, Command command) {}
