/** Checks of what must hold when everything is quiet again. Depends on the system and on the records of the clients. */
package dev.tandem.acceptance.torture.check;
