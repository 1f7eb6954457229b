/** What operators' paths ask for. Depends on the kit's http alone. */
@NullMarked
package dev.tandem.deadletters.request;

import org.jspecify.annotations.NullMarked;
