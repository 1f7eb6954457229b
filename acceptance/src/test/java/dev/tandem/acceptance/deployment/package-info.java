/** Tests of what runs the system elsewhere: images, compose, alerts, dashboards and the runbook. Starts no service. */
package dev.tandem.acceptance.deployment;
