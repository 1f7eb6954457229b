/** Checks of what has to hold when everything is quiet again. Depends on the system and on what the clients remember. */
package dev.tandem.acceptance.torture.check;
