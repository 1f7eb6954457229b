/** Notifies people by mail, one recipient per message, and lets each of them stop the mails. */
@NullMarked
package dev.tandem.notifier.mail;

import org.jspecify.annotations.NullMarked;
