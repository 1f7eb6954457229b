/** What operators' paths ask for. */
@NullMarked
package dev.tandem.deadletters.request;

import org.jspecify.annotations.NullMarked;
