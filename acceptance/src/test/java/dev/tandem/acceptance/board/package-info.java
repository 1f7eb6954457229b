/** Live boards: clients that only listen, beside clients that read. */
package dev.tandem.acceptance.board;
