/**
 * Tests of reliability: seeded scenarios of load and faults on separate processes, each ending with a check of every
 * promise.
 */
package dev.tandem.acceptance.torture;
