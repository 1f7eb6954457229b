/** Records what was done to letters, by whom and why. */
@NullMarked
package dev.tandem.deadletters.audit;

import org.jspecify.annotations.NullMarked;
