package dev.tandem.acceptance.fairness;

/** A workspace, and the user who works in it. */
record Party(Api api, Inbox inbox, String workspace) {}
