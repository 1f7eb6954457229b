/** The tasks of projects. */
@NullMarked
package dev.tandem.project.task;

import org.jspecify.annotations.NullMarked;
