/** Results of deciding: occurrences or a refusal, and on whose behalf they are told. */
@NullMarked
package dev.tandem.project.decision;

import org.jspecify.annotations.NullMarked;
