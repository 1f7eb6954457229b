/** Runs the services, each with its own environment, platform, port and database. */
@NullMarked
package dev.tandem.local.service;

import org.jspecify.annotations.NullMarked;
