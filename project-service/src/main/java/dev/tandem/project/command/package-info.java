/**
 * The commands of the queue {@code project-service.commands}: each decided by its feature, all of a batch in one
 * transaction.
 */
@NullMarked
package dev.tandem.project.command;

import org.jspecify.annotations.NullMarked;
