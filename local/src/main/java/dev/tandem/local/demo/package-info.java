/** The demo workspace, made through the public API like anybody's. */
@NullMarked
package dev.tandem.local.demo;

import org.jspecify.annotations.NullMarked;
