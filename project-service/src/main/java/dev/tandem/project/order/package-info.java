/**
 * The order of the tasks of a project, and of its sections: each has a rank, a short text that sorts it. An item that moves
 * gets a rank between those of its new neighbours; nobody else is written, except when ranks there would grow too long.
 */
@NullMarked
package dev.tandem.project.order;

import org.jspecify.annotations.NullMarked;
