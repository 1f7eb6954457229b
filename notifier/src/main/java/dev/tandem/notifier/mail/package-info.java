/** Tells people by mail, one recipient a message, and lets each of them stop it. */
@NullMarked
package dev.tandem.notifier.mail;

import org.jspecify.annotations.NullMarked;
