/**
 * Measures what a flood of one workspace does to another. Not part of the build's tests, because other work on the machine
 * would make it fail; run it alone, as docs/performance.md says.
 */
package dev.tandem.acceptance.fairness;
