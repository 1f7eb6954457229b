/** Reads the paths of operators' requests. */
@NullMarked
package dev.tandem.deadletters.request;

import org.jspecify.annotations.NullMarked;
