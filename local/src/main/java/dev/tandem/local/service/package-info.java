/**
 * The services, each with its own environment, platform, port and database. Depends on the services and the kit.
 */
@NullMarked
package dev.tandem.local.service;

import org.jspecify.annotations.NullMarked;
