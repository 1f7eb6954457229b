package dev.tandem.gateway.accept;

import dev.tandem.contracts.Command;
import dev.tandem.gateway.operation.Operation;

/**
 * A command, and the target of its operation.
 *
 * @param target what the command creates, changes or deletes
 * @param command the command that project-service will carry out
 */
public record Intent(Operation.Target target, Command command) {}
