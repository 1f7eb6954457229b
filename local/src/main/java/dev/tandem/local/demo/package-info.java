/**
 * The demo workspace, made through the public API like anybody's. Depends on nothing else in this module.
 */
@NullMarked
package dev.tandem.local.demo;

import org.jspecify.annotations.NullMarked;
