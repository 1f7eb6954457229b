/**
 * Many questions in few statements. Knows nothing of what is asked, nor of any other package.
 */
@NullMarked
package dev.tandem.kit.gathering;

import org.jspecify.annotations.NullMarked;
