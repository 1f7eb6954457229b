/**
 * Results of deciding: occurrences or a refusal, and on whose behalf they are told. Depends on contracts, on the messaging
 * vocabulary and on the kit's problems; knows no feature.
 */
@NullMarked
package dev.tandem.project.decision;

import org.jspecify.annotations.NullMarked;
