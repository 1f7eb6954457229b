/** The numbers by which somebody is called. Depends on the SQL client and on Micrometer. */
@NullMarked
package dev.tandem.deadletters.gauge;

import org.jspecify.annotations.NullMarked;
