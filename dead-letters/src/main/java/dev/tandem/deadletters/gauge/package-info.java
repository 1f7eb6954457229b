/** The numbers by which somebody is called. */
@NullMarked
package dev.tandem.deadletters.gauge;

import org.jspecify.annotations.NullMarked;
