/** Results of decisions, occurrences or a refusal, and the origin of the messages that report them. */
@NullMarked
package dev.tandem.project.decision;

import org.jspecify.annotations.NullMarked;
