/** Tests of the contracts that the system publishes, of HTTP and of messages, and of whether the system keeps to them. */
package dev.tandem.acceptance.contract;
