/** Full-text search over projects, tasks and comments. */
@NullMarked
package dev.tandem.project.search;

import org.jspecify.annotations.NullMarked;
