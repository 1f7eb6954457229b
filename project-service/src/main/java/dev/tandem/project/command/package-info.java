/**
 * The commands of the queue {@code project-service.commands}: each decided by its feature, all of a batch in one
 * transaction. Depends on every feature that decides, and on the messaging vocabulary.
 */
@NullMarked
package dev.tandem.project.command;

import org.jspecify.annotations.NullMarked;
