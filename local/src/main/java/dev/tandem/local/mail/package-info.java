/** Takes the mail of a local system instead of a mail server, and shows it. */
@NullMarked
package dev.tandem.local.mail;

import org.jspecify.annotations.NullMarked;
