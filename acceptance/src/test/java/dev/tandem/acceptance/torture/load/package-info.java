/** Clients that ask for projects, as good clients do, and remember what they were told. Depends on the system. */
package dev.tandem.acceptance.torture.load;
