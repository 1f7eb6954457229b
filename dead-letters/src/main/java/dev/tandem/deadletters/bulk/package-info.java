/**
 * Many letters sent again as one operation, step by step. Depends on letter, audit, replay and request, and on the kits.
 */
@NullMarked
package dev.tandem.deadletters.bulk;

import org.jspecify.annotations.NullMarked;
