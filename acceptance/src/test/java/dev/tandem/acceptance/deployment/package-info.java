/** Tests of the deployment: images, compose, alerts, dashboards and the runbook. Starts no service. */
package dev.tandem.acceptance.deployment;
