/** What was done to letters, by whom and why. Depends on the SQL client alone. */
@NullMarked
package dev.tandem.deadletters.audit;

import org.jspecify.annotations.NullMarked;
