package dev.tandem.acceptance.fairness;

/**
 * A workspace and a user who works in it.
 *
 * @param inbox inbox of a colleague, because nobody is notified of their own actions
 */
record Party(Api api, Inbox inbox, String workspace) {}
