/** Clients that create projects and their contents, as good clients do, and record the answers. Depends on the system. */
package dev.tandem.acceptance.torture.load;
