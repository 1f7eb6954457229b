/** Faults that can be done to the system. Depends on the system, its proxies and the broker as seen from outside. */
package dev.tandem.acceptance.torture.fault;
