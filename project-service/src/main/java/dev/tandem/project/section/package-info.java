/** The sections of projects. */
@NullMarked
package dev.tandem.project.section;

import org.jspecify.annotations.NullMarked;
