/** What the system says of itself to others, and whether it keeps to it: the contracts of HTTP and of messages. */
package dev.tandem.acceptance.contract;
