/** Receives the mail of a local system in place of a mail server, and shows it. */
@NullMarked
package dev.tandem.local.mail;

import org.jspecify.annotations.NullMarked;
