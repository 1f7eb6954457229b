/** Projects. */
@NullMarked
package dev.tandem.project.project;

import org.jspecify.annotations.NullMarked;
