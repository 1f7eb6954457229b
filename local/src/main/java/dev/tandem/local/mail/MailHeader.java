package dev.tandem.local.mail;

/** A header of a mail, unfolded and decoded. */
record MailHeader(String name, String value) {}
