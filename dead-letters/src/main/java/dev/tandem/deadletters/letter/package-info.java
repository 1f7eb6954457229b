/**
 * What a letter is, how it is found, and how it is shown. Depends on the SQL client, on the messaging vocabulary and on the
 * package request; knows nothing of the other features.
 */
@NullMarked
package dev.tandem.deadletters.letter;

import org.jspecify.annotations.NullMarked;
