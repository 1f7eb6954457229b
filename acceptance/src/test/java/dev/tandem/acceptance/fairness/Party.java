package dev.tandem.acceptance.fairness;

/**
 * A workspace, and the user who works in it.
 *
 * @param inbox of a colleague: nobody is told what they did themselves
 */
record Party(Api api, Inbox inbox, String workspace) {}
