/** Faults that can be injected into the system. Depends on the system, its proxies and direct access to the broker. */
package dev.tandem.acceptance.torture.fault;
