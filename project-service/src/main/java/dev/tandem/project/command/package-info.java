/**
 * Handles the commands of the queue {@code project-service.commands}: each is decided by its feature, and a batch is
 * one transaction.
 */
@NullMarked
package dev.tandem.project.command;

import org.jspecify.annotations.NullMarked;
