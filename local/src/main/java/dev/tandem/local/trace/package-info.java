/** What the services did lately: their ended spans, those of one operation among them, and these as text. */
@NullMarked
package dev.tandem.local.trace;

import org.jspecify.annotations.NullMarked;
