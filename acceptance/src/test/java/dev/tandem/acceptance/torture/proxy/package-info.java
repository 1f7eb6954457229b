/** A small TCP proxy that disturbs the connections through it. Depends on Vert.x and the channel beneath it. */
package dev.tandem.acceptance.torture.proxy;
