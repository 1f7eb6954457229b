/** A small TCP proxy that ill-treats the connections that go through it. Depends on Vert.x and the channel beneath it. */
package dev.tandem.acceptance.torture.proxy;
