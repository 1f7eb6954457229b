/** Tests of the published contracts, of HTTP and of messages, and of the system's conformance to them. */
package dev.tandem.acceptance.contract;
