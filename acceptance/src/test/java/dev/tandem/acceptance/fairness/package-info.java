/**
 * Measures what a flood of one workspace does to another. No test of the build: a machine that does other things besides would
 * fail it. To be run by itself, as docs/performance.md says.
 */
package dev.tandem.acceptance.fairness;
