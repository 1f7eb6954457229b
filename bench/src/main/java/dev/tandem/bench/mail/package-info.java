/** The mail server of a run, and the count of what was to be mailed and what arrived. */
@NullMarked
package dev.tandem.bench.mail;

import org.jspecify.annotations.NullMarked;
